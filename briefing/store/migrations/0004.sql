-- Why each article is in its thread, what was decided by hand, and what lists tell of copies.

ALTER TABLE article ADD COLUMN joined TEXT NOT NULL DEFAULT '';     -- the thread it was put in, which may be an alias now
ALTER TABLE article ADD COLUMN reasons TEXT NOT NULL DEFAULT '';    -- why, in a line, as told when it was put there
ALTER TABLE article ADD COLUMN unfolded INTEGER NOT NULL DEFAULT 0; -- 1: by hand: repeats nothing, whatever it says

ALTER TABLE alias ADD COLUMN at INTEGER;                            -- when the threads became one; NULL: not known
ALTER TABLE alias ADD COLUMN reasons TEXT NOT NULL DEFAULT '';      -- why

ALTER TABLE content ADD COLUMN before TEXT;  -- the text it was threaded with; NULL: that is the text it has now

ALTER TABLE thread ADD COLUMN independent INTEGER NOT NULL DEFAULT 0; -- articles that repeat no other
ALTER TABLE thread ADD COLUMN copies INTEGER NOT NULL DEFAULT 0;      -- articles that do
ALTER TABLE thread ADD COLUMN wire TEXT NOT NULL DEFAULT '';          -- the agency most of the copies repeat
ALTER TABLE thread ADD COLUMN watch TEXT NOT NULL DEFAULT '';         -- name of the watch that pins it

UPDATE thread
   SET (independent, copies) = (
           SELECT coalesce(json_extract(data, '$.independent'), 0), coalesce(json_extract(data, '$.copies'), 0)
             FROM brief
            WHERE thread_id = thread.id
       )
 WHERE id IN (SELECT thread_id FROM brief);

-- Articles that were parted by hand: threads with one of either side are never merged again.
CREATE TABLE parted (
    decision   INTEGER NOT NULL,                -- the number of it
    side       INTEGER NOT NULL,                -- 0: where they were, 1: where they went
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (decision, side, article_id)
) WITHOUT ROWID;

CREATE INDEX parted_by_article ON parted (article_id);

-- The journal of what was decided by hand, with all that is needed to take it back.
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    kind   TEXT NOT NULL,                       -- split, join, unfold
    data   TEXT NOT NULL                        -- JSON: what it was done to, and how that was before
);
