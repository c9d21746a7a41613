-- What a refresh has given up on, because it ran out of time or ended the process that worked on it.
CREATE TABLE skipped (
    kind    TEXT NOT NULL,             -- 'article' (its analysis), 'page' (of an article), 'thread' or 'source'
    id      TEXT NOT NULL,             -- of the article, thread or source
    reason  TEXT NOT NULL,             -- one line
    at      INTEGER NOT NULL,          -- when, in microseconds since 1970
    version TEXT NOT NULL,             -- of the program; another version tries again
    content TEXT NOT NULL DEFAULT '',  -- kind 'source': hash of the bytes; other bytes are tried
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
