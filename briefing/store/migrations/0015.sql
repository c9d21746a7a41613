-- Version of the stemmer that made the terms in `analysis`; 0: Porter's, of NLTK, which all versions before used. Terms of
-- another version than the program's are counted again where they are read, and the state of clustering, whose version is
-- in `memory` ('clusters'), is rebuilt from them before the next batch, as neither is worth the time of a migration.
ALTER TABLE content ADD COLUMN stemmer INTEGER NOT NULL DEFAULT 0;
