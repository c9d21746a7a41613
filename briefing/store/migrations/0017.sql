-- Names, places, numbers and concepts of a part by language, as JSON, by which it is compared with parts in other languages;
-- empty for parts of before, which are compared within their language only.
ALTER TABLE part ADD COLUMN neutral TEXT NOT NULL DEFAULT '';
