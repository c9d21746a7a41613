-- 1: made by an earlier version of clustering; refreshes group the articles of such threads again, newest first. Their parts have
-- negative numbers and take no part in clustering until then.
ALTER TABLE thread ADD COLUMN regroup INTEGER NOT NULL DEFAULT 0;
CREATE INDEX thread_regroup ON thread (last) WHERE regroup = 1;
