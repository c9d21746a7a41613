-- What tells entries of one address apart: the feed's own identifier, and the title. Entries with one address were one
-- article before, whose id the address gave.
ALTER TABLE entry ADD COLUMN guid TEXT;                              -- hash of the identifier; empty: none; NULL: not known
ALTER TABLE entry ADD COLUMN address TEXT NOT NULL DEFAULT '';       -- the id that the address alone gives an article
ALTER TABLE entry ADD COLUMN title TEXT NOT NULL DEFAULT '';         -- hash of the folded title
ALTER TABLE entry ADD COLUMN published INTEGER;                      -- as the feed dates it; NULL: not, or not known
ALTER TABLE entry ADD COLUMN refused TEXT NOT NULL DEFAULT '';       -- why what it says now was not taken; empty: it was

UPDATE entry SET address = article_id;

CREATE INDEX entry_by_guid ON entry (source_id, guid) WHERE guid <> '';
CREATE INDEX entry_by_address ON entry (source_id, address);
CREATE INDEX entry_refused ON entry (source_id) WHERE refused <> '';
