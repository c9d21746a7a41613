-- Briefings as they were delivered, to be printed again.

CREATE TABLE delivery (
    at   INTEGER PRIMARY KEY,                   -- when it was made
    data BLOB NOT NULL                          -- JSON of the briefing, compressed by zlib
);
