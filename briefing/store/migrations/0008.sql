-- Terms of clustering are numbers now, in blobs that are read at once; what each source always says; joins by hand.

-- Every term has a number, also those that only parts still have.
ALTER TABLE term ADD COLUMN number INTEGER;

INSERT OR IGNORE INTO term (stem, articles)
SELECT DISTINCT key, 0
  FROM part, json_each(part.terms);

UPDATE term
   SET number = ranked.place - 1
  FROM (SELECT stem, row_number() OVER (ORDER BY stem) AS place FROM term) AS ranked
 WHERE ranked.stem = term.stem;

-- `part.terms`, JSON so far, is a blob from now on where a part is written: the numbers of its terms, heaviest first,
-- then their weights, each a little-endian integer of four bytes.
ALTER TABLE part ADD COLUMN source TEXT NOT NULL DEFAULT ''; -- that all its articles are from; empty for several
ALTER TABLE part ADD COLUMN bond TEXT NOT NULL DEFAULT '';   -- parts with the same are of one thread for ever

-- Edits are news: when one last brought something new; NULL: never.
ALTER TABLE article ADD COLUMN edited INTEGER;

-- In how many articles of a source each term was seen, old ones fading.
CREATE TABLE usage (
    source   TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,
    terms    BLOB NOT NULL                      -- as in `part`: numbers, then counts
) WITHOUT ROWID;
