-- Items of the sync server. Their state here is that of their article: what differs from `read` and `starred` has still
-- to be sent, so that no change can be missed and nothing is sent twice in effect.
CREATE TABLE remote_item (
    id      TEXT PRIMARY KEY,          -- as the server names it
    number  INTEGER REFERENCES article (number) ON DELETE SET NULL,     -- NULL: its article is gone
    read    INTEGER,                   -- what the server is known to say; NULL while a change may have reached it
    starred INTEGER,
    missed  INTEGER NOT NULL DEFAULT 0 -- how often the server did not know it, in a row
) WITHOUT ROWID;
CREATE INDEX remote_item_by_article ON remote_item (number);
