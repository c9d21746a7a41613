BEGIN TRANSACTION;
CREATE TABLE alias (
    id        TEXT PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE
, at INTEGER, reasons TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO "alias" VALUES('438hvt8m','mt89ecf9',1772373600000000,'joined by hand on 2026-03-01');
CREATE TABLE article (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    url        TEXT NOT NULL,
    title      TEXT NOT NULL,
    outlet     TEXT NOT NULL,
    author     TEXT NOT NULL,
    published  INTEGER,
    fetched    INTEGER NOT NULL,               -- arrival; set anew when it is threaded, then for good
    language   TEXT NOT NULL,
    origin     TEXT NOT NULL,
    wire       TEXT NOT NULL,
    source_id  TEXT NOT NULL,
    thread_id  TEXT REFERENCES thread (id),     -- NULL until it is threaded
    pending    INTEGER NOT NULL,                -- 1: new or changed, not threaded yet
    wants_page INTEGER NOT NULL DEFAULT 0,      -- 1: the page behind it is to be fetched
    read       INTEGER NOT NULL DEFAULT 0
, page_tries INTEGER NOT NULL DEFAULT 0, page_after INTEGER, part INTEGER REFERENCES part (number) ON DELETE SET NULL, joined TEXT NOT NULL DEFAULT '', reasons TEXT NOT NULL DEFAULT '', unfolded INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0);
INSERT INTO "article" VALUES(1,'358bb2fdea12','https://news.example/call-a','Trump and Petro speak by telephone after weeks of threats','One','',1772352000000000,1772366400000000,'en','feed','','06c3651c5d46','mt89ecf9',0,0,1,0,NULL,1,'438hvt8m','split from mt89ecf9 by hand on 2026-03-01',0,1);
INSERT INTO "article" VALUES(2,'eea1e6cd2d1b','https://news.example/quake','Strong earthquake strikes the coast of Peru near Arequipa','One','',1772352000000000,1772366400000000,'en','feed','','06c3651c5d46','z2dpj7kv',0,0,0,0,NULL,2,'z2dpj7kv','founds the thread',0,0);
INSERT INTO "article" VALUES(3,'cdc8c3f9a7cd','https://news.example/call-b','Petro says telephone call with Trump was good','Two','',1772352000000000,1772366400000000,'en','feed','','0a369934cc88','mt89ecf9',0,0,0,0,NULL,1,'mt89ecf9','shares names Petro, Colombia, Trump and terms telephone, spoke, president; 0 h apart; 0.88',0,0);
CREATE TABLE article_tag (
    number INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    tag    TEXT NOT NULL,
    PRIMARY KEY (number, tag)
) WITHOUT ROWID;
INSERT INTO "article_tag" VALUES(1,'later');
CREATE TABLE brief (
    thread_id TEXT PRIMARY KEY REFERENCES thread (id) ON DELETE CASCADE,
    data      TEXT NOT NULL                     -- JSON
) WITHOUT ROWID;
INSERT INTO "brief" VALUES('mt89ecf9','{"thread":{"id":"mt89ecf9","title":"Trump and Petro speak by telephone after weeks of threats","article_ids":["358bb2fdea12","cdc8c3f9a7cd"],"names":["Gustavo Petro","Colombia","Donald Trump"],"keywords":["telephone","call","spoke","good","threats","hour","speak","cordial"],"first":"2026-03-01T08:00:00Z","last":"2026-03-01T08:00:00Z","state":{"followed":false,"muted":false,"read_until":null},"watch":""},"lead":[{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"358bb2fdea12","start":0,"end":107,"outlet":"One","title":"Trump and Petro speak by telephone after weeks of threats","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"new":[{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"358bb2fdea12","start":0,"end":107,"outlet":"One","title":"Trump and Petro speak by telephone after weeks of threats","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"},{"text":"Petro said: \"The call was long and cordial.\"","source":{"article_id":"cdc8c3f9a7cd","start":108,"end":152,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"quotes":[{"text":"The call was long and cordial","speaker":"Gustavo Petro","sources":[{"article_id":"cdc8c3f9a7cd","start":121,"end":150,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"}],"kind":"direct","cue":"said","speaker_as_written":"Petro","confidence":0.85,"added":"2026-03-01T12:00:00Z","thread_id":"mt89ecf9","variants":[],"evidence":"cue before","continues":null,"addressee":"","speaker_variants":[],"speaks_for":null}],"timeline":[{"when":"2026-03-01T08:00:00Z","line":{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"358bb2fdea12","start":0,"end":107,"outlet":"One","title":"Trump and Petro speak by telephone after weeks of threats","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}},{"when":"2026-03-01T08:00:00Z","line":{"text":"Petro said: \"The call was long and cordial.\"","source":{"article_id":"cdc8c3f9a7cd","start":108,"end":152,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}}],"articles":[{"id":"358bb2fdea12","title":"Trump and Petro speak by telephone after weeks of threats","outlet":"One","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"","wire":"","read":false,"why":""},{"id":"cdc8c3f9a7cd","title":"Petro says telephone call with Trump was good","outlet":"Two","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"358bb2fdea12","wire":"","read":false,"why":""}],"outlets":["One","Two"],"independent":1,"copies":1,"importance":0.0,"why":"2 articles, 2 outlets, 1 independent report, 1 copy","wire":"","new_outlets":[]}');
INSERT INTO "brief" VALUES('z2dpj7kv','{"thread":{"id":"z2dpj7kv","title":"Strong earthquake strikes the coast of Peru near Arequipa","article_ids":["eea1e6cd2d1b"],"names":["Peru","Arequipa"],"keywords":["earthquake","coast","strong","strikes","struck","rescue","early","teams"],"first":"2026-03-01T08:00:00Z","last":"2026-03-01T08:00:00Z","state":{"followed":false,"muted":false,"read_until":null},"watch":""},"lead":[{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"eea1e6cd2d1b","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"new":[{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"eea1e6cd2d1b","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"quotes":[],"timeline":[{"when":"2026-03-01T08:00:00Z","line":{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"eea1e6cd2d1b","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}}],"articles":[{"id":"eea1e6cd2d1b","title":"Strong earthquake strikes the coast of Peru near Arequipa","outlet":"One","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"","wire":"","read":false,"why":""}],"outlets":["One"],"independent":1,"copies":0,"importance":0.0,"why":"1 article, 1 outlet, 1 independent report","wire":"","new_outlets":[]}');
CREATE TABLE change (
    number   INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: readers name a change by it
    at       INTEGER NOT NULL,
    who      TEXT NOT NULL,                     -- name of the user, or of the rule; empty if unknown
    via      TEXT NOT NULL,                     -- tui, cli, api, rule
    kind     TEXT NOT NULL,                     -- read, star, mute, split ...
    detail   TEXT NOT NULL DEFAULT '',          -- the tag
    subject  TEXT NOT NULL DEFAULT '',          -- id of the first thread or article
    title    TEXT NOT NULL DEFAULT '',          -- of that, as it was
    articles INTEGER NOT NULL DEFAULT 0,        -- how many it has changed
    threads  INTEGER NOT NULL DEFAULT 0,        -- of how many threads
    undone   INTEGER,                           -- when it was taken back; NULL: it holds
    decision INTEGER REFERENCES decision (number) ON DELETE CASCADE -- what was decided, for split, join and unfold
);
INSERT INTO "change" VALUES(1,1772370000000000,'ann','cli','split','','mt89ecf9','Trump and Petro speak by telephone after weeks of threats',1,2,NULL,1);
INSERT INTO "change" VALUES(2,1772373600000000,'ann','cli','join','','mt89ecf9','Trump and Petro speak by telephone after weeks of threats',0,2,NULL,2);
CREATE TABLE change_item (
    subject,                                    -- an article's number or a thread's id, told apart by their types
    field   TEXT NOT NULL,                      -- read, starred, read_until, muted, choice, or `tag:` and the tag
    change  INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    holds   INTEGER NOT NULL DEFAULT 1,         -- 0: taken back
    before,
    after,
    PRIMARY KEY (subject, field, change)
) WITHOUT ROWID;
CREATE TABLE content (
    number   INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    text     TEXT NOT NULL,
    analysis TEXT                               -- JSON; NULL until it is threaded
, before TEXT);
INSERT INTO "content" VALUES(1,'President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Both called it good.','{"article_id":"358bb2fdea12","sentences":[{"start":0,"end":107,"index":0,"kind":"prose","article_id":"358bb2fdea12"},{"start":108,"end":128,"index":1,"kind":"prose","article_id":"358bb2fdea12"}],"names":[{"full":"Gustavo Petro","kind":"person","mentions":[[10,23]]},{"full":"Colombia","kind":"place","mentions":[[27,35]]},{"full":"Donald Trump","kind":"person","mentions":[[50,62]]}],"quotes":[],"terms":{"title":{"trump":1,"petro":1,"speak":1,"telephon":1,"week":1,"threat":1},"names":{"petro":1,"colombia":1,"trump":1},"body":{"presid":2,"gustavo":1,"petro":1,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"good":1},"lead":{"presid":2,"gustavo":1,"petro":1,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"good":1}},"additions":[]}',NULL);
INSERT INTO "content" VALUES(2,'A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.','{"article_id":"eea1e6cd2d1b","sentences":[{"start":0,"end":101,"index":0,"kind":"prose","article_id":"eea1e6cd2d1b"}],"names":[{"full":"Peru","kind":"place","mentions":[[40,44]]},{"full":"Arequipa","kind":"unknown","mentions":[[50,58]]}],"quotes":[],"terms":{"title":{"strong":1,"earthquak":1,"strike":1,"coast":1,"peru":1,"arequipa":1},"names":{"peru":1,"arequipa":1},"body":{"strong":1,"earthquak":1,"struck":1,"coast":1,"peru":1,"arequipa":1,"earli":1,"rescu":1,"team":1,"set":1},"lead":{"strong":1,"earthquak":1,"struck":1,"coast":1,"peru":1,"arequipa":1,"earli":1,"rescu":1,"team":1,"set":1}},"additions":[]}',NULL);
INSERT INTO "content" VALUES(3,'President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Petro said: "The call was long and cordial."','{"article_id":"cdc8c3f9a7cd","sentences":[{"start":0,"end":107,"index":0,"kind":"prose","article_id":"cdc8c3f9a7cd"},{"start":108,"end":152,"index":1,"kind":"prose","article_id":"cdc8c3f9a7cd"}],"names":[{"full":"Gustavo Petro","kind":"person","mentions":[[10,23],[108,113]]},{"full":"Colombia","kind":"place","mentions":[[27,35]]},{"full":"Donald Trump","kind":"person","mentions":[[50,62]]}],"quotes":[{"start":121,"end":150,"speaker":"Gustavo Petro","speaker_as_written":"Petro","source_start":108,"source_end":113,"cue":"said","kind":"direct","confidence":0.85,"evidence":"cue before","article_id":"cdc8c3f9a7cd","continues":null,"speaks_for":null}],"terms":{"title":{"petro":1,"telephon":1,"call":1,"trump":1,"good":1},"names":{"petro":2,"colombia":1,"trump":1},"body":{"presid":2,"gustavo":1,"petro":2,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"long":1,"cordial":1},"lead":{"presid":2,"gustavo":1,"petro":2,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"long":1,"cordial":1}},"additions":[]}',NULL);
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    kind   TEXT NOT NULL,                       -- split, join, unfold
    data   TEXT NOT NULL                        -- JSON: what it was done to, and how that was before
);
INSERT INTO "decision" VALUES(1,1772370000000000,'ann','split','{"thread": "mt89ecf9", "made": "438hvt8m", "articles": [{"id": "358bb2fdea12", "joined": "mt89ecf9", "why": "founds the thread"}]}');
INSERT INTO "decision" VALUES(2,1772373600000000,'ann','join','{"thread": "mt89ecf9", "joined": [{"id": "438hvt8m", "articles": ["358bb2fdea12"], "followed": false, "muted": false, "read_until": null}]}');
CREATE TABLE entry (
    source_id   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    article_id  TEXT NOT NULL,
    PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
INSERT INTO "entry" VALUES('06c3651c5d46','215065c9a6639773','d331c2dbb8696d52','358bb2fdea12');
INSERT INTO "entry" VALUES('06c3651c5d46','cb44b9939c0833ec','a8892e9e5265fb5f','eea1e6cd2d1b');
INSERT INTO "entry" VALUES('0a369934cc88','cb44b9939c0833ec','a8892e9e5265fb5f','eea1e6cd2d1b');
INSERT INTO "entry" VALUES('0a369934cc88','f782540ac38ecf42','b7ce296c17ca6a17','cdc8c3f9a7cd');
CREATE TABLE memory (
    name TEXT PRIMARY KEY,
    data TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "memory" VALUES('clusters','{"version": 2, "seen": 3, "next": 4, "newest": 1772352000.0}');
CREATE TABLE moment (
    name TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "moment" VALUES('arrived',1772366400000000);
INSERT INTO "moment" VALUES('daily',1772366400000000);
INSERT INTO "moment" VALUES('refreshed',1772366400000000);
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
INSERT INTO "part" VALUES(1,'mt89ecf9','mt89ecf9',2,381909840,1772352000.0,1772352000.0,'{"presid":4234,"gustavo":5479,"petro":10340,"colombia":4356,"donald":4211,"trump":9277,"spoke":4296,"telephon":5075,"hour":1911,"call":2224,"good":1599,"speak":1605,"week":1044,"threat":1948,"@petro":3864,"@colombia":2962,"@trump":2962,"long":938,"cordial":2845}');
INSERT INTO "part" VALUES(2,'z2dpj7kv','z2dpj7kv',1,99998588,1772352000.0,1772352000.0,'{"strong":2717,"earthquak":4047,"struck":2405,"coast":2878,"peru":3860,"arequipa":5203,"earli":1393,"rescu":2137,"team":1091,"set":804,"strike":1897,"@peru":2032,"@arequipa":2032}');
CREATE TABLE parted (
    decision   INTEGER NOT NULL,                -- the number of it
    side       INTEGER NOT NULL,                -- 0: where they were, 1: where they went
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (decision, side, article_id)
) WITHOUT ROWID;
INSERT INTO "parted" VALUES(1,1,'358bb2fdea12');
INSERT INTO "parted" VALUES(1,0,'cdc8c3f9a7cd');
CREATE TABLE quote (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,                 -- best first
    speaker   TEXT NOT NULL,                    -- folded words
    added     INTEGER,
    doubtful  INTEGER NOT NULL DEFAULT 0,       -- 1: listed only on demand
    data      TEXT NOT NULL,                    -- JSON
    PRIMARY KEY (thread_id, position)
) WITHOUT ROWID;
INSERT INTO "quote" VALUES('mt89ecf9',0,' gustavo petro ',1772366400000000,0,'{"text":"The call was long and cordial","speaker":"Gustavo Petro","sources":[{"article_id":"cdc8c3f9a7cd","start":121,"end":150,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"}],"kind":"direct","cue":"said","speaker_as_written":"Petro","confidence":0.85,"added":"2026-03-01T12:00:00Z","thread_id":"mt89ecf9","variants":[],"evidence":"cue before","continues":null,"addressee":"","speaker_variants":[],"speaks_for":null}');
CREATE TABLE source (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    location      TEXT NOT NULL,
    title         TEXT NOT NULL,
    place         INTEGER,                      -- place in the configuration; NULL: no longer configured
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_hash     TEXT NOT NULL DEFAULT '',     -- of the bytes that were parsed last
    checked       INTEGER,                      -- last asked
    ok            INTEGER,                      -- last answered
    brought       INTEGER,                      -- last brought an article nobody had
    failures      INTEGER NOT NULL DEFAULT 0,   -- in a row
    error         TEXT NOT NULL DEFAULT ''      -- of the last failure, empty after success
, moved_to TEXT NOT NULL DEFAULT '', ask_after INTEGER, gone INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT INTO "source" VALUES('06c3651c5d46','feed','https://news.example/one.xml','One',0,'"703526ffe38a"','','d3b2d2db81724d7ab7fed1cfc0ef770e',1772366400000000,1772366400000000,1772366400000000,0,'','',NULL,0);
INSERT INTO "source" VALUES('0a369934cc88','feed','https://news.example/two.xml','Two',1,'"ec1bf222892a"','','5049d028d1593f8a0dc7a91f5f7ddcd7',1772366400000000,1772366400000000,1772366400000000,0,'','',NULL,0);
CREATE TABLE term (
    stem     TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "term" VALUES('@arequipa',1);
INSERT INTO "term" VALUES('@colombia',2);
INSERT INTO "term" VALUES('@peru',1);
INSERT INTO "term" VALUES('@petro',2);
INSERT INTO "term" VALUES('@trump',2);
INSERT INTO "term" VALUES('arequipa',1);
INSERT INTO "term" VALUES('call',2);
INSERT INTO "term" VALUES('coast',1);
INSERT INTO "term" VALUES('colombia',2);
INSERT INTO "term" VALUES('cordial',1);
INSERT INTO "term" VALUES('donald',2);
INSERT INTO "term" VALUES('earli',1);
INSERT INTO "term" VALUES('earthquak',1);
INSERT INTO "term" VALUES('good',2);
INSERT INTO "term" VALUES('gustavo',2);
INSERT INTO "term" VALUES('hour',2);
INSERT INTO "term" VALUES('long',1);
INSERT INTO "term" VALUES('peru',1);
INSERT INTO "term" VALUES('petro',2);
INSERT INTO "term" VALUES('presid',2);
INSERT INTO "term" VALUES('rescu',1);
INSERT INTO "term" VALUES('set',1);
INSERT INTO "term" VALUES('speak',1);
INSERT INTO "term" VALUES('spoke',2);
INSERT INTO "term" VALUES('strike',1);
INSERT INTO "term" VALUES('strong',1);
INSERT INTO "term" VALUES('struck',1);
INSERT INTO "term" VALUES('team',1);
INSERT INTO "term" VALUES('telephon',2);
INSERT INTO "term" VALUES('threat',1);
INSERT INTO "term" VALUES('trump',2);
INSERT INTO "term" VALUES('week',1);
CREATE TABLE thread (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    names      TEXT NOT NULL,
    keywords   TEXT NOT NULL,
    members    TEXT NOT NULL,                   -- ids of its articles in order of publication
    haystack   TEXT NOT NULL,                   -- folded words of title, names and keywords
    first      INTEGER,
    last       INTEGER,
    founded    INTEGER NOT NULL,                -- arrival of its first article
    arrived    INTEGER NOT NULL,                -- arrival of its last article
    rank       REAL NOT NULL,                   -- does not depend on the time of reading
    articles   INTEGER NOT NULL DEFAULT 0,
    outlets    INTEGER NOT NULL DEFAULT 0,
    unread     INTEGER NOT NULL DEFAULT 0,
    fresh      INTEGER NOT NULL DEFAULT 0,      -- articles that arrived after read_until
    quotes     INTEGER NOT NULL DEFAULT 0,
    followed   INTEGER NOT NULL DEFAULT 0,
    muted      INTEGER NOT NULL DEFAULT 0,
    read_until INTEGER
, independent INTEGER NOT NULL DEFAULT 0, copies INTEGER NOT NULL DEFAULT 0, wire TEXT NOT NULL DEFAULT '', watch TEXT NOT NULL DEFAULT '', starred INTEGER NOT NULL DEFAULT 0, choice INTEGER);
INSERT INTO "thread" VALUES('mt89ecf9','Trump and Petro speak by telephone after weeks of threats','Gustavo Petro
Colombia
Donald Trump','telephone
call
spoke
good
threats
hour
speak
cordial','358bb2fdea12
cdc8c3f9a7cd',' trump and petro speak by telephone after weeks of threats gustavo petro colombia donald trump telephone call spoke good threats hour speak cordial ',1772352000000000,1772352000000000,1772366400000000,1772366400000000,2.05145032583347747268e+04,2,2,1,2,1,0,0,NULL,1,1,'','',1,NULL);
INSERT INTO "thread" VALUES('z2dpj7kv','Strong earthquake strikes the coast of Peru near Arequipa','Peru
Arequipa','earthquake
coast
strong
strikes
struck
rescue
early
teams','eea1e6cd2d1b',' strong earthquake strikes the coast of peru near arequipa peru arequipa earthquake coast strong strikes struck rescue early teams ',1772352000000000,1772352000000000,1772366400000000,1772366400000000,2.05143333333333321207e+04,1,1,1,0,0,1,0,1772366400000000,1,0,'','',0,1);
CREATE TABLE thread_tag (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    tag       TEXT NOT NULL,
    PRIMARY KEY (thread_id, tag)
) WITHOUT ROWID;
INSERT INTO "thread_tag" VALUES('mt89ecf9','work');
CREATE TABLE totals (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    threads  INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    unread   INTEGER NOT NULL,
    quotes   INTEGER NOT NULL
);
INSERT INTO "totals" VALUES(1,2,3,2,1);
CREATE INDEX source_by_place ON source (place) WHERE place IS NOT NULL;
CREATE INDEX thread_by_rank ON thread (muted, followed DESC, rank DESC, id, arrived);
CREATE INDEX article_by_thread ON article (thread_id, fetched, read, outlet);
CREATE INDEX article_pending ON article (pending) WHERE pending = 1;
CREATE INDEX article_wants_page ON article (wants_page) WHERE wants_page = 1;
CREATE INDEX alias_by_thread ON alias (thread_id);
CREATE TRIGGER thread_added AFTER INSERT ON thread WHEN NOT new.muted BEGIN
    UPDATE totals
       SET threads = threads + 1, articles = articles + new.articles,
           unread = unread + new.unread, quotes = quotes + new.quotes;
END;
CREATE TRIGGER thread_removed AFTER DELETE ON thread WHEN NOT old.muted BEGIN
    UPDATE totals
       SET threads = threads - 1, articles = articles - old.articles,
           unread = unread - old.unread, quotes = quotes - old.quotes;
END;
CREATE TRIGGER thread_changed AFTER UPDATE OF articles, unread, quotes, muted ON thread BEGIN
    UPDATE totals
       SET threads  = threads  + (1 - new.muted) - (1 - old.muted),
           articles = articles + new.articles * (1 - new.muted) - old.articles * (1 - old.muted),
           unread   = unread   + new.unread * (1 - new.muted) - old.unread * (1 - old.muted),
           quotes   = quotes   + new.quotes * (1 - new.muted) - old.quotes * (1 - old.muted);
END;
CREATE INDEX article_by_part ON article (part) WHERE part IS NOT NULL;
CREATE INDEX parted_by_article ON parted (article_id);
CREATE INDEX article_starred ON article (thread_id) WHERE starred = 1;
CREATE INDEX thread_starred ON thread (muted, rank DESC) WHERE starred > 0;
CREATE INDEX article_by_tag ON article_tag (tag, number);
CREATE INDEX thread_by_tag ON thread_tag (tag, thread_id);
CREATE INDEX change_by_decision ON change (decision) WHERE decision IS NOT NULL;
CREATE INDEX change_item_by_change ON change_item (change, field);
CREATE TRIGGER article_gone AFTER DELETE ON article BEGIN
    DELETE FROM change_item WHERE subject = old.number;
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',2);
COMMIT;
