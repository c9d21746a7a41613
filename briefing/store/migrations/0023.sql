-- What the source of an article gives beside its text; only articles of which there is something have a row.
CREATE TABLE supplement (
    number     INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    enclosures TEXT,                     -- JSON list of [url, type, length, title]; NULL if there are none
    comments   TEXT NOT NULL DEFAULT '', -- address of the page with comments
    categories TEXT NOT NULL DEFAULT ''  -- one a line
);
CREATE INDEX supplement_by_categories ON supplement (categories) WHERE categories <> '';
-- When a feed may be read, as it says itself: JSON list of minutes, hours and days to skip; NULL if it says nothing.
ALTER TABLE source ADD COLUMN schedule TEXT;
