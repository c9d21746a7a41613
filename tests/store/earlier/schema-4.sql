BEGIN TRANSACTION;
CREATE TABLE alias (
    id        TEXT PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE
, at INTEGER, reasons TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO "alias" VALUES('y4zdezv9','r4qm7zhj',1772373600000000,'joined by hand on 2026-03-01');
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
, page_tries INTEGER NOT NULL DEFAULT 0, page_after INTEGER, part INTEGER REFERENCES part (number) ON DELETE SET NULL, joined TEXT NOT NULL DEFAULT '', reasons TEXT NOT NULL DEFAULT '', unfolded INTEGER NOT NULL DEFAULT 0);
INSERT INTO "article" VALUES(1,'a196e23f08ca','https://news.example/call-b','Petro says telephone call with Trump was good','Two','',1772352000000000,1772366400000000,'en','feed','','bc818e38eb45','r4qm7zhj',0,0,0,0,NULL,1,'r4qm7zhj','shares names Petro, Colombia, Trump and terms telephone, spoke, president; 0 h apart; 0.88',0);
INSERT INTO "article" VALUES(2,'bf16ec9b5e69','https://news.example/quake','Strong earthquake strikes the coast of Peru near Arequipa','One','',1772352000000000,1772366400000000,'en','feed','','da769739b007','thsbmpsc',0,0,0,0,NULL,2,'thsbmpsc','founds the thread',0);
INSERT INTO "article" VALUES(3,'6b262efd749c','https://news.example/call-a','Trump and Petro speak by telephone after weeks of threats','One','',1772352000000000,1772366400000000,'en','feed','','da769739b007','r4qm7zhj',0,0,1,0,NULL,1,'y4zdezv9','split from r4qm7zhj by hand on 2026-03-01',0);
CREATE TABLE brief (
    thread_id TEXT PRIMARY KEY REFERENCES thread (id) ON DELETE CASCADE,
    data      TEXT NOT NULL                     -- JSON
) WITHOUT ROWID;
INSERT INTO "brief" VALUES('r4qm7zhj','{"thread":{"id":"r4qm7zhj","title":"Trump and Petro speak by telephone after weeks of threats","article_ids":["6b262efd749c","a196e23f08ca"],"names":["Gustavo Petro","Colombia","Donald Trump"],"keywords":["telephone","call","spoke","good","threats","hour","speak","cordial"],"first":"2026-03-01T08:00:00Z","last":"2026-03-01T08:00:00Z","state":{"followed":false,"muted":false,"read_until":null},"watch":""},"lead":[{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"6b262efd749c","start":0,"end":107,"outlet":"One","title":"Trump and Petro speak by telephone after weeks of threats","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"new":[{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"6b262efd749c","start":0,"end":107,"outlet":"One","title":"Trump and Petro speak by telephone after weeks of threats","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"},{"text":"Petro said: \"The call was long and cordial.\"","source":{"article_id":"a196e23f08ca","start":108,"end":152,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"quotes":[{"text":"The call was long and cordial","speaker":"Gustavo Petro","sources":[{"article_id":"a196e23f08ca","start":121,"end":150,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"}],"kind":"direct","cue":"said","speaker_as_written":"Petro","confidence":0.85,"added":"2026-03-01T12:00:00Z","thread_id":"r4qm7zhj","variants":[],"evidence":"cue before","continues":null,"addressee":"","speaker_variants":[],"speaks_for":null}],"timeline":[{"when":"2026-03-01T08:00:00Z","line":{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"6b262efd749c","start":0,"end":107,"outlet":"One","title":"Trump and Petro speak by telephone after weeks of threats","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}},{"when":"2026-03-01T08:00:00Z","line":{"text":"Petro said: \"The call was long and cordial.\"","source":{"article_id":"a196e23f08ca","start":108,"end":152,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}}],"articles":[{"id":"6b262efd749c","title":"Trump and Petro speak by telephone after weeks of threats","outlet":"One","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"","wire":"","read":false,"why":""},{"id":"a196e23f08ca","title":"Petro says telephone call with Trump was good","outlet":"Two","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"6b262efd749c","wire":"","read":false,"why":""}],"outlets":["One","Two"],"independent":1,"copies":1,"importance":0.0,"why":"2 articles, 2 outlets, 1 independent report, 1 copy","wire":"","new_outlets":[]}');
INSERT INTO "brief" VALUES('thsbmpsc','{"thread":{"id":"thsbmpsc","title":"Strong earthquake strikes the coast of Peru near Arequipa","article_ids":["bf16ec9b5e69"],"names":["Peru","Arequipa"],"keywords":["earthquake","coast","strong","strikes","struck","rescue","early","teams"],"first":"2026-03-01T08:00:00Z","last":"2026-03-01T08:00:00Z","state":{"followed":false,"muted":false,"read_until":null},"watch":""},"lead":[{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"bf16ec9b5e69","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"new":[{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"bf16ec9b5e69","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}],"quotes":[],"timeline":[{"when":"2026-03-01T08:00:00Z","line":{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"bf16ec9b5e69","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z"}}],"articles":[{"id":"bf16ec9b5e69","title":"Strong earthquake strikes the coast of Peru near Arequipa","outlet":"One","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"","wire":"","read":false,"why":""}],"outlets":["One"],"independent":1,"copies":0,"importance":0.0,"why":"1 article, 1 outlet, 1 independent report","wire":"","new_outlets":[]}');
CREATE TABLE content (
    number   INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    text     TEXT NOT NULL,
    analysis TEXT                               -- JSON; NULL until it is threaded
, before TEXT);
INSERT INTO "content" VALUES(1,'President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Petro said: "The call was long and cordial."','{"article_id":"a196e23f08ca","sentences":[{"start":0,"end":107,"index":0,"kind":"prose","article_id":"a196e23f08ca"},{"start":108,"end":152,"index":1,"kind":"prose","article_id":"a196e23f08ca"}],"names":[{"full":"Gustavo Petro","kind":"person","mentions":[[10,23],[108,113]]},{"full":"Colombia","kind":"place","mentions":[[27,35]]},{"full":"Donald Trump","kind":"person","mentions":[[50,62]]}],"quotes":[{"start":121,"end":150,"speaker":"Gustavo Petro","speaker_as_written":"Petro","source_start":108,"source_end":113,"cue":"said","kind":"direct","confidence":0.85,"evidence":"cue before","article_id":"a196e23f08ca","continues":null,"speaks_for":null}],"terms":{"title":{"petro":1,"telephon":1,"call":1,"trump":1,"good":1},"names":{"petro":2,"colombia":1,"trump":1},"body":{"presid":2,"gustavo":1,"petro":2,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"long":1,"cordial":1},"lead":{"presid":2,"gustavo":1,"petro":2,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"long":1,"cordial":1}},"additions":[]}',NULL);
INSERT INTO "content" VALUES(2,'A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.','{"article_id":"bf16ec9b5e69","sentences":[{"start":0,"end":101,"index":0,"kind":"prose","article_id":"bf16ec9b5e69"}],"names":[{"full":"Peru","kind":"place","mentions":[[40,44]]},{"full":"Arequipa","kind":"unknown","mentions":[[50,58]]}],"quotes":[],"terms":{"title":{"strong":1,"earthquak":1,"strike":1,"coast":1,"peru":1,"arequipa":1},"names":{"peru":1,"arequipa":1},"body":{"strong":1,"earthquak":1,"struck":1,"coast":1,"peru":1,"arequipa":1,"earli":1,"rescu":1,"team":1,"set":1},"lead":{"strong":1,"earthquak":1,"struck":1,"coast":1,"peru":1,"arequipa":1,"earli":1,"rescu":1,"team":1,"set":1}},"additions":[]}',NULL);
INSERT INTO "content" VALUES(3,'President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Both called it good.','{"article_id":"6b262efd749c","sentences":[{"start":0,"end":107,"index":0,"kind":"prose","article_id":"6b262efd749c"},{"start":108,"end":128,"index":1,"kind":"prose","article_id":"6b262efd749c"}],"names":[{"full":"Gustavo Petro","kind":"person","mentions":[[10,23]]},{"full":"Colombia","kind":"place","mentions":[[27,35]]},{"full":"Donald Trump","kind":"person","mentions":[[50,62]]}],"quotes":[],"terms":{"title":{"trump":1,"petro":1,"speak":1,"telephon":1,"week":1,"threat":1},"names":{"petro":1,"colombia":1,"trump":1},"body":{"presid":2,"gustavo":1,"petro":1,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"good":1},"lead":{"presid":2,"gustavo":1,"petro":1,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"good":1}},"additions":[]}',NULL);
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    kind   TEXT NOT NULL,                       -- split, join, unfold
    data   TEXT NOT NULL                        -- JSON: what it was done to, and how that was before
);
INSERT INTO "decision" VALUES(1,1772370000000000,'ann','split','{"thread": "r4qm7zhj", "made": "y4zdezv9", "articles": [{"id": "6b262efd749c", "joined": "r4qm7zhj", "why": "founds the thread"}]}');
INSERT INTO "decision" VALUES(2,1772373600000000,'ann','join','{"thread": "r4qm7zhj", "joined": [{"id": "y4zdezv9", "articles": ["6b262efd749c"], "followed": false, "muted": false, "read_until": null}]}');
CREATE TABLE entry (
    source_id   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    article_id  TEXT NOT NULL,
    PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
INSERT INTO "entry" VALUES('bc818e38eb45','cc468ee2a2c95338','b7ce296c17ca6a17','a196e23f08ca');
INSERT INTO "entry" VALUES('bc818e38eb45','f24a33b3fc4f2559','a8892e9e5265fb5f','bf16ec9b5e69');
INSERT INTO "entry" VALUES('da769739b007','5dddb06a9204afec','d331c2dbb8696d52','6b262efd749c');
INSERT INTO "entry" VALUES('da769739b007','f24a33b3fc4f2559','a8892e9e5265fb5f','bf16ec9b5e69');
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
INSERT INTO "part" VALUES(1,'r4qm7zhj','r4qm7zhj',2,381909840,1772352000.0,1772352000.0,'{"presid":4234,"gustavo":5479,"petro":10340,"colombia":4356,"donald":4211,"trump":9277,"spoke":4296,"telephon":5075,"hour":1911,"call":2224,"good":1599,"speak":1605,"week":1044,"threat":1948,"@petro":3864,"@colombia":2962,"@trump":2962,"long":938,"cordial":2845}');
INSERT INTO "part" VALUES(2,'thsbmpsc','thsbmpsc',1,99998588,1772352000.0,1772352000.0,'{"strong":2717,"earthquak":4047,"struck":2405,"coast":2878,"peru":3860,"arequipa":5203,"earli":1393,"rescu":2137,"team":1091,"set":804,"strike":1897,"@peru":2032,"@arequipa":2032}');
CREATE TABLE parted (
    decision   INTEGER NOT NULL,                -- the number of it
    side       INTEGER NOT NULL,                -- 0: where they were, 1: where they went
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (decision, side, article_id)
) WITHOUT ROWID;
INSERT INTO "parted" VALUES(1,1,'6b262efd749c');
INSERT INTO "parted" VALUES(1,0,'a196e23f08ca');
CREATE TABLE quote (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,                 -- best first
    speaker   TEXT NOT NULL,                    -- folded words
    added     INTEGER,
    doubtful  INTEGER NOT NULL DEFAULT 0,       -- 1: listed only on demand
    data      TEXT NOT NULL,                    -- JSON
    PRIMARY KEY (thread_id, position)
) WITHOUT ROWID;
INSERT INTO "quote" VALUES('r4qm7zhj',0,' gustavo petro ',1772366400000000,0,'{"text":"The call was long and cordial","speaker":"Gustavo Petro","sources":[{"article_id":"a196e23f08ca","start":121,"end":150,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"}],"kind":"direct","cue":"said","speaker_as_written":"Petro","confidence":0.85,"added":"2026-03-01T12:00:00Z","thread_id":"r4qm7zhj","variants":[],"evidence":"cue before","continues":null,"addressee":"","speaker_variants":[],"speaks_for":null}');
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
INSERT INTO "source" VALUES('bc818e38eb45','feed','https://news.example/two.xml','Two',1,'"3230adea737d"','','2c6c2d4ed0dd4076157bb14367fcb4c1',1772366400000000,1772366400000000,1772366400000000,0,'','',NULL,0);
INSERT INTO "source" VALUES('da769739b007','feed','https://news.example/one.xml','One',0,'"80da7200fbfc"','','5555a68bcd7302830ac05f9b24292947',1772366400000000,1772366400000000,1772366400000000,0,'','',NULL,0);
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
, independent INTEGER NOT NULL DEFAULT 0, copies INTEGER NOT NULL DEFAULT 0, wire TEXT NOT NULL DEFAULT '', watch TEXT NOT NULL DEFAULT '');
INSERT INTO "thread" VALUES('r4qm7zhj','Trump and Petro speak by telephone after weeks of threats','Gustavo Petro
Colombia
Donald Trump','telephone
call
spoke
good
threats
hour
speak
cordial','6b262efd749c
a196e23f08ca',' trump and petro speak by telephone after weeks of threats gustavo petro colombia donald trump telephone call spoke good threats hour speak cordial ',1772352000000000,1772352000000000,1772366400000000,1772366400000000,2.05145032583347747268e+04,2,2,1,2,1,0,0,NULL,1,1,'','');
INSERT INTO "thread" VALUES('thsbmpsc','Strong earthquake strikes the coast of Peru near Arequipa','Peru
Arequipa','earthquake
coast
strong
strikes
struck
rescue
early
teams','bf16ec9b5e69',' strong earthquake strikes the coast of peru near arequipa peru arequipa earthquake coast strong strikes struck rescue early teams ',1772352000000000,1772352000000000,1772366400000000,1772366400000000,2.05143333333333321207e+04,1,1,1,0,0,1,0,1772366400000000,1,0,'','');
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
COMMIT;
