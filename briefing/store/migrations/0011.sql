-- Threads that a refresh has listed and will make ready once all its articles are threaded; a killed one leaves them behind.
ALTER TABLE thread ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;     -- 1: its brief does not tell of all its articles
CREATE INDEX thread_behind ON thread (last DESC, id) WHERE behind = 1;

ALTER TABLE article ADD COLUMN arriving INTEGER NOT NULL DEFAULT 0;  -- 1: rules are asked once its thread is ready
