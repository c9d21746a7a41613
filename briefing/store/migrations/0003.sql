-- What clustering remembers, as rows that are written where they change, instead of one value that was written anew.

-- Articles of an open thread that stay together. A thread is made of a few parts; the oldest one names it.
CREATE TABLE part (
    number    INTEGER PRIMARY KEY,              -- lower ones are older; never used again
    born      TEXT NOT NULL,                    -- the id of the thread that it founds if it is the oldest part of one
    thread_id TEXT NOT NULL,                    -- the thread as clustering sees it
    size      INTEGER NOT NULL,                 -- articles in it
    square    INTEGER NOT NULL,                 -- the dot product of `terms` with itself, before any was left out
    first     REAL,                             -- time of its earliest article, in seconds since 1970
    last      REAL,                             -- time of its latest article
    terms     TEXT NOT NULL                     -- JSON: weight by term
);

-- In how many articles each term was seen, old ones fading.
CREATE TABLE term (
    stem     TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;

ALTER TABLE article ADD COLUMN part INTEGER REFERENCES part (number) ON DELETE SET NULL; -- NULL: in none, or closed

CREATE INDEX article_by_part ON article (part) WHERE part IS NOT NULL;

-- Each open thread of before becomes one part.
INSERT INTO part (number, born, thread_id, size, square, first, last, terms)
SELECT key, json_extract(value, '$[0]'), json_extract(value, '$[0]'), json_extract(value, '$[1]'),
       json_extract(value, '$[2]'), json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]')
  FROM memory, json_each(memory.data, '$.groups')
 WHERE memory.name = 'clusters';

INSERT INTO term (stem, articles)
SELECT key, value
  FROM memory, json_each(memory.data, '$.counts')
 WHERE memory.name = 'clusters';

CREATE INDEX part_by_thread ON part (thread_id);
UPDATE article SET part = (SELECT number FROM part WHERE part.thread_id = article.thread_id) WHERE thread_id IS NOT NULL;
DROP INDEX part_by_thread;

UPDATE memory
   SET data = json_object('version', 2,
                          'seen', coalesce(json_extract(data, '$.articles'), 0),
                          'next', (SELECT coalesce(max(number) + 1, 0) FROM part),
                          'newest', json_extract(data, '$.newest'))
 WHERE name = 'clusters';
