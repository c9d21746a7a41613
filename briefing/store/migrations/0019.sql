-- Publishers of feeds, and authors by name instead of by e-mail address.

ALTER TABLE source ADD COLUMN own_title TEXT;                        -- the feed's own title; NULL until it is parsed
ALTER TABLE source ADD COLUMN site TEXT;            -- registrable domain of its articles, empty if several publishers
                                                    -- share it; NULL until the feed is parsed
ALTER TABLE source ADD COLUMN outlet TEXT NOT NULL DEFAULT '';       -- name of its publisher, given to its articles

UPDATE article
   SET author = trim(substr(author, instr(author, ' (') + 2, length(author) - instr(author, ' (') - 2))
 WHERE author GLOB '?*@?* (?*)' AND instr(author, ' ') = instr(author, ' (');

UPDATE article
   SET author = substr(author, 1, instr(author, ' (') - 1)
 WHERE author GLOB '?* (?*@?*)' AND instr(author, '@') > instr(author, ' (')
   AND instr(substr(author, instr(author, ' (') + 2), ' ') = 0;
