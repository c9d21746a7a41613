-- What the reader marks besides read and muted, and the journal of every mark, so that each can be taken back.

ALTER TABLE article ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE thread ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;   -- its starred articles, kept like `unread`
ALTER TABLE thread ADD COLUMN choice INTEGER;  -- 1: followed by hand, 0: not to be followed; NULL: watches decide

UPDATE thread SET choice = 1 WHERE followed = 1 AND watch = '';

CREATE INDEX article_starred ON article (thread_id) WHERE starred = 1;
CREATE INDEX thread_starred ON thread (muted, rank DESC) WHERE starred > 0;

CREATE TABLE article_tag (
    number INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    tag    TEXT NOT NULL,
    PRIMARY KEY (number, tag)
) WITHOUT ROWID;

CREATE INDEX article_by_tag ON article_tag (tag, number);

CREATE TABLE thread_tag (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    tag       TEXT NOT NULL,
    PRIMARY KEY (thread_id, tag)
) WITHOUT ROWID;

CREATE INDEX thread_by_tag ON thread_tag (tag, thread_id);

-- What was changed by hand or by a rule, one row for what is taken back at once.
CREATE TABLE change (
    number   INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: readers name a change by it
    at       INTEGER NOT NULL,
    who      TEXT NOT NULL,                     -- name of the user, or of the rule; empty if unknown
    via      TEXT NOT NULL,                     -- tui, cli, api, rule
    kind     TEXT NOT NULL,                     -- read, star, mute, split ...
    detail   TEXT NOT NULL DEFAULT '',          -- the tag
    subject  TEXT NOT NULL DEFAULT '',          -- id of the first thread or article
    title    TEXT NOT NULL DEFAULT '',          -- of that, as it was
    articles INTEGER NOT NULL DEFAULT 0,        -- how many it has changed
    threads  INTEGER NOT NULL DEFAULT 0,        -- of how many threads
    undone   INTEGER,                           -- when it was taken back; NULL: it holds
    decision INTEGER REFERENCES decision (number) ON DELETE CASCADE -- what was decided, for split, join and unfold
);

CREATE INDEX change_by_decision ON change (decision) WHERE decision IS NOT NULL;

-- Its parts: what one field of one article or thread was before, and is after.
CREATE TABLE change_item (
    subject,                                    -- an article's number or a thread's id, told apart by their types
    field   TEXT NOT NULL,                      -- read, starred, read_until, muted, choice, or `tag:` and the tag
    change  INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    holds   INTEGER NOT NULL DEFAULT 1,         -- 0: taken back
    before,
    after,
    PRIMARY KEY (subject, field, change)
) WITHOUT ROWID;

CREATE INDEX change_item_by_change ON change_item (change, field);

CREATE TRIGGER article_gone AFTER DELETE ON article BEGIN
    DELETE FROM change_item WHERE subject = old.number;
END;

INSERT INTO change (at, who, via, kind, subject, title, threads, articles, decision)
SELECT at, who, 'cli', kind, json_extract(data, '$.thread'), coalesce(thread.title, ''),
       CASE kind WHEN 'unfold' THEN 1 WHEN 'split' THEN 2 ELSE 1 + json_array_length(data, '$.joined') END,
       coalesce(json_array_length(data, '$.articles'), 0), number
  FROM decision
  LEFT JOIN thread ON thread.id = json_extract(data, '$.thread')
 ORDER BY number;
