-- Threads of the same saga, as computed when `thread_id` last changed; read in both directions.
CREATE TABLE related (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    other_id  TEXT NOT NULL,           -- may since be an alias, or gone
    score     REAL NOT NULL,           -- what they have in common, in nats
    PRIMARY KEY (thread_id, other_id)
) WITHOUT ROWID;
CREATE INDEX related_other ON related (other_id);
