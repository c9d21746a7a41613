-- What servers say of when and where to ask, patience with feeds that fail, and second tries for pages.

ALTER TABLE source ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';     -- asked in place of its location
ALTER TABLE source ADD COLUMN ask_after INTEGER;                     -- not to be asked before
ALTER TABLE source ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;       -- 1: answered 410, asked only by hand

ALTER TABLE article ADD COLUMN page_tries INTEGER NOT NULL DEFAULT 0; -- times that its page could not be fetched
ALTER TABLE article ADD COLUMN page_after INTEGER;                    -- its page is not to be fetched before
