BEGIN TRANSACTION;
CREATE TABLE alias (
    id        TEXT PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE
, at INTEGER, reasons TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO "alias" VALUES('w353wn8n','8kj2ddw7',1772377200000000,'joined by hand on 2026-03-01');
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
, page_tries INTEGER NOT NULL DEFAULT 0, page_after INTEGER, part INTEGER REFERENCES part (number) ON DELETE SET NULL, joined TEXT NOT NULL DEFAULT '', reasons TEXT NOT NULL DEFAULT '', unfolded INTEGER NOT NULL DEFAULT 0, starred INTEGER NOT NULL DEFAULT 0, edited INTEGER, arriving INTEGER NOT NULL DEFAULT 0, analysed INTEGER NOT NULL DEFAULT 0);
INSERT INTO "article" VALUES(1,'46ac793d1ffd','https://news.example/call-b','Petro says telephone call with Trump was good','Two','',1772352000000000,1772366400000000,'en','feed','','6d886da25d53','8kj2ddw7',0,0,0,0,NULL,1,'8kj2ddw7','founds the thread',0,0,NULL,0,0);
INSERT INTO "article" VALUES(2,'398e744796a9','https://news.example/quake','Strong earthquake strikes the coast of Peru near Arequipa','One','',1772352000000000,1772366400000000,'en','feed','','a9d702cd6e91','tzpagxe6',0,0,0,0,NULL,0,'tzpagxe6','founds the thread',0,1,NULL,0,0);
INSERT INTO "article" VALUES(3,'7f37328c9250','https://news.example/call-a','Trump and Petro speak by telephone after weeks of threats','One','',1772352000000000,1772366400000000,'en','feed','','a9d702cd6e91','8kj2ddw7',0,0,0,0,NULL,3,'w353wn8n','split from 8kj2ddw7 by hand on 2026-03-01',0,0,NULL,0,0);
CREATE TABLE article_tag (
    number INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    tag    TEXT NOT NULL,
    PRIMARY KEY (number, tag)
) WITHOUT ROWID;
CREATE TABLE brief (
    thread_id TEXT PRIMARY KEY REFERENCES thread (id) ON DELETE CASCADE,
    data      TEXT NOT NULL                     -- JSON
) WITHOUT ROWID;
INSERT INTO "brief" VALUES('8kj2ddw7','{"thread":{"id":"8kj2ddw7","title":"Trump and Petro speak by telephone after weeks of threats","article_ids":["46ac793d1ffd","7f37328c9250"],"names":["Gustavo Petro","Colombia","Donald Trump"],"keywords":["telephone","call","spoke","good","threats","hour","speak","cordial"],"first":"2026-03-01T08:00:00Z","last":"2026-03-01T08:00:00Z","state":{"followed":false,"muted":false,"read_until":null,"tags":[]},"watch":""},"lead":[{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"46ac793d1ffd","start":0,"end":107,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true},{"text":"Petro said: \"The call was long and cordial.\"","source":{"article_id":"46ac793d1ffd","start":108,"end":152,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true}],"new":[{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"46ac793d1ffd","start":0,"end":107,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true},{"text":"Petro said: \"The call was long and cordial.\"","source":{"article_id":"46ac793d1ffd","start":108,"end":152,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true}],"quotes":[{"text":"The call was long and cordial","speaker":"Gustavo Petro","sources":[{"article_id":"46ac793d1ffd","start":121,"end":150,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"}],"kind":"direct","cue":"said","speaker_as_written":"Petro","confidence":0.85,"added":"2026-03-01T12:00:00Z","thread_id":"8kj2ddw7","variants":[],"evidence":"cue before","continues":null,"addressee":"","speaker_variants":[],"speaks_for":null,"within":null,"quoted_by":""}],"timeline":[{"when":"2026-03-01T08:00:00Z","line":{"text":"President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday.","source":{"article_id":"46ac793d1ffd","start":0,"end":107,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true},"day_only":false}],"articles":[{"id":"46ac793d1ffd","title":"Petro says telephone call with Trump was good","outlet":"Two","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"","wire":"","read":false,"why":"","starred":false,"tags":[]},{"id":"7f37328c9250","title":"Trump and Petro speak by telephone after weeks of threats","outlet":"One","url":"https://news.example/call-a","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"46ac793d1ffd","wire":"","read":false,"why":"","starred":false,"tags":[]}],"outlets":["One","Two"],"independent":1,"copies":1,"importance":0.0,"why":"2 articles, 2 outlets, 1 independent report, 1 copy","wire":"","new_outlets":[],"update":[]}');
INSERT INTO "brief" VALUES('tzpagxe6','{"thread":{"id":"tzpagxe6","title":"Strong earthquake strikes the coast of Peru near Arequipa","article_ids":["398e744796a9"],"names":["Peru","Arequipa"],"keywords":["earthquake","coast","strong","strikes","struck","rescue","early","teams"],"first":"2026-03-01T08:00:00Z","last":"2026-03-01T08:00:00Z","state":{"followed":false,"muted":false,"read_until":null,"tags":[]},"watch":""},"lead":[{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"398e744796a9","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true}],"new":[{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"398e744796a9","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true}],"quotes":[],"timeline":[{"when":"2026-03-01T08:00:00Z","line":{"text":"A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.","source":{"article_id":"398e744796a9","start":0,"end":101,"outlet":"One","title":"Strong earthquake strikes the coast of Peru near Arequipa","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z"},"support":1,"added":"2026-03-01T12:00:00Z","alone":true},"day_only":false}],"articles":[{"id":"398e744796a9","title":"Strong earthquake strikes the coast of Peru near Arequipa","outlet":"One","url":"https://news.example/quake","published":"2026-03-01T08:00:00Z","added":"2026-03-01T12:00:00Z","copy_of":"","wire":"","read":false,"why":"","starred":false,"tags":[]}],"outlets":["One"],"independent":1,"copies":0,"importance":0.0,"why":"1 article, 1 outlet, 1 independent report","wire":"","new_outlets":[],"update":[]}');
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
INSERT INTO "change" VALUES(1,1772377200000000,'ann','cli','follow','','8kj2ddw7','Trump and Petro speak by telephone after weeks of threats',0,1,NULL,NULL);
INSERT INTO "change" VALUES(2,1772377200000000,'ann','cli','tag','peru','tzpagxe6','Strong earthquake strikes the coast of Peru near Arequipa',0,1,NULL,NULL);
INSERT INTO "change" VALUES(3,1772377200000000,'ann','cli','star','','398e744796a9','Strong earthquake strikes the coast of Peru near Arequipa',1,1,NULL,NULL);
INSERT INTO "change" VALUES(4,1772377200000000,'ann','cli','split','','8kj2ddw7','Trump and Petro speak by telephone after weeks of threats',1,2,NULL,1);
INSERT INTO "change" VALUES(5,1772377200000000,'ann','cli','join','','8kj2ddw7','Petro says telephone call with Trump was good',0,2,NULL,2);
CREATE TABLE change_item (
    subject,                                    -- an article's number or a thread's id, told apart by their types
    field   TEXT NOT NULL,                      -- read, starred, read_until, muted, choice, or `tag:` and the tag
    change  INTEGER NOT NULL REFERENCES change (number) ON DELETE CASCADE,
    holds   INTEGER NOT NULL DEFAULT 1,         -- 0: taken back
    before,
    after,
    PRIMARY KEY (subject, field, change)
) WITHOUT ROWID;
INSERT INTO "change_item" VALUES(2,'starred',3,1,0,1);
INSERT INTO "change_item" VALUES('8kj2ddw7','choice',1,1,NULL,1);
INSERT INTO "change_item" VALUES('tzpagxe6','tag:peru',2,1,0,1);
CREATE TABLE content (
    number   INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    text     TEXT NOT NULL,
    analysis TEXT                               -- JSON; NULL until it is threaded
, before TEXT, quotes TEXT, speakers TEXT, links TEXT, stemmer INTEGER NOT NULL DEFAULT 0);
INSERT INTO "content" VALUES(1,'President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Petro said: "The call was long and cordial."','{"article_id":"46ac793d1ffd","sentences":[{"start":0,"end":107,"index":0,"kind":"prose","article_id":"46ac793d1ffd"},{"start":108,"end":152,"index":1,"kind":"prose","article_id":"46ac793d1ffd"}],"names":[{"full":"Gustavo Petro","kind":"person","mentions":[[10,23],[108,113]]},{"full":"Colombia","kind":"place","mentions":[[27,35]]},{"full":"Donald Trump","kind":"person","mentions":[[50,62]]}],"quotes":[{"start":121,"end":150,"speaker":"Gustavo Petro","speaker_as_written":"Petro","source_start":108,"source_end":113,"cue":"said","kind":"direct","confidence":0.85,"evidence":"cue before","article_id":"46ac793d1ffd","continues":null,"speaks_for":null,"within":null}],"terms":{"title":{"petro":1,"telephon":1,"call":1,"trump":1,"good":1},"names":{"petro":2,"colombia":1,"trump":1},"body":{"presid":2,"gustavo":1,"petro":2,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"long":1,"cordial":1},"lead":{"presid":2,"gustavo":1,"petro":2,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"long":1,"cordial":1}},"additions":[]}',NULL,'The call was long and cordial','Gustavo Petro ',NULL,1);
INSERT INTO "content" VALUES(2,'A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.','{"article_id":"398e744796a9","sentences":[{"start":0,"end":101,"index":0,"kind":"prose","article_id":"398e744796a9"}],"names":[{"full":"Peru","kind":"place","mentions":[[40,44]]},{"full":"Arequipa","kind":"unknown","mentions":[[50,58]]}],"quotes":[],"terms":{"title":{"strong":1,"earthquak":1,"strike":1,"coast":1,"peru":1,"arequipa":1},"names":{"peru":1,"arequipa":1},"body":{"strong":1,"earthquak":1,"struck":1,"coast":1,"peru":1,"arequipa":1,"earli":1,"rescu":1,"team":1,"set":1},"lead":{"strong":1,"earthquak":1,"struck":1,"coast":1,"peru":1,"arequipa":1,"earli":1,"rescu":1,"team":1,"set":1}},"additions":[]}',NULL,NULL,NULL,NULL,1);
INSERT INTO "content" VALUES(3,'President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Both called it good.','{"article_id":"7f37328c9250","sentences":[{"start":0,"end":107,"index":0,"kind":"prose","article_id":"7f37328c9250"},{"start":108,"end":128,"index":1,"kind":"prose","article_id":"7f37328c9250"}],"names":[{"full":"Gustavo Petro","kind":"person","mentions":[[10,23]]},{"full":"Colombia","kind":"place","mentions":[[27,35]]},{"full":"Donald Trump","kind":"person","mentions":[[50,62]]}],"quotes":[],"terms":{"title":{"trump":1,"petro":1,"speak":1,"telephon":1,"week":1,"threat":1},"names":{"petro":1,"colombia":1,"trump":1},"body":{"presid":2,"gustavo":1,"petro":1,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"good":1},"lead":{"presid":2,"gustavo":1,"petro":1,"colombia":1,"donald":1,"trump":1,"spoke":1,"telephon":1,"hour":1,"call":1,"good":1}},"additions":[]}',NULL,NULL,NULL,NULL,1);
CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    who    TEXT NOT NULL,
    kind   TEXT NOT NULL,                       -- split, join, unfold
    data   TEXT NOT NULL                        -- JSON: what it was done to, and how that was before
);
INSERT INTO "decision" VALUES(1,1772377200000000,'ann','split','{"thread": "8kj2ddw7", "made": "w353wn8n", "articles": [{"id": "7f37328c9250", "joined": "8kj2ddw7", "why": "shares names Petro, Colombia, Trump and terms telephone, president, spoke; 0 h apart; 0.88"}]}');
INSERT INTO "decision" VALUES(2,1772377200000000,'ann','join','{"thread": "8kj2ddw7", "joined": [{"id": "w353wn8n", "articles": ["7f37328c9250"], "followed": false, "choice": null, "muted": false, "read_until": null, "aliases": []}], "kept": {"id": "8kj2ddw7", "articles": ["46ac793d1ffd"], "followed": true, "choice": 1, "muted": false, "read_until": null, "aliases": []}}');
CREATE TABLE delivery (
    at   INTEGER PRIMARY KEY,                   -- when it was made
    data BLOB NOT NULL                          -- JSON of the briefing, compressed by zlib
);
INSERT INTO "delivery" VALUES(1772377200000000,X'789CED586D6FE43410FE2B563EA7DB24FBBE7C3A8138BE0095A8840457ADBCC96463D68953DB69BA9CEEBF336327FBD6DEB640E901AA54554E766CCF3CCF63CF4C3E066BA840730BD992DB6011245132B9888617517C1D8F1751847FBF046160449542B0A81A29C3A0A9AC9027B6C9DE76A505E42658FCFA31B085069E058B8F81C0FFC16CF35B9265ED148DACB012170CAE7553D68C5719BB02AB153335F00D5B6D99050975A12A603CB7A0590BB0314CE5CCAD690DAEC1B515A984A5C868B76034E1E9743ECCE23CCFF0D7693E9C0E93593A4FC651701306152FC1D9BD6F8CE577CA6F88865F2BA9CA95E038FC46555C66CC39457336B06D95F6CBEF1C42BB944B49A8D46A438F6BA568C7BD67856AB4FB1D8321735C4370492BE6429B139CA3D91E3BC9CFFD8A7E5B20347325A56A0131B5BA8130281B4B0F3997069F08F365479267CCF235C570F3290C5A6ED302B708702C1D39C413DCD3B6571A8CC8A0B2EC082342BD07C953B5B33B048C39388EB9CB95C6198CF060AA623F435681C9F87640D1E0CBD485B327129D38A111FDD0E85B140650E1CF71340D03D5A078C8E1EB561D68A95310DF9A030F882AD60A5B744EB6DCB08EAF46938A0B6B6BB3B8BCACA03503B8E7652DE192665DACD0A66E56529882D07D9C1584D13475ADC8C918359965A7B68767834B129063ED53B8C7BD735C640BF621B82E7AAFD155B45F3BCC3B0D0D3E047F16BA389AF5E08D93FF0B7874A0A17D13EF9B78FF83E0A1786F1B65C11CEAF72C727D32018D96A709CC03EA177B0EA449BC8334FA97414A3957906B412634A496926743EE90BEF6202CB959B65A580B55EFAA4BB3554E279BC4150D66E32739F1E5C9F2B436B9E35AF0CABA8C8948DDF56B922B6C05782D80DFCD8AAA21DC7D92C5CDF06A31409607AE1EAFE6DE9A25AED14F233845D53F395D64CBD5D6A5E81BE2A30429483AC86E5BB8803F573C38B3B70BF1CB5C880102B15495DC76751891D741E18FE66378FCD5604F307B91D89F0C37553546987B79B7783EFDC897F85DEDD916A4DC5C355586A1E095D6B5009E7A7D50A5EE6BD20E9AA382FD653A841D4C3FBAB2FD2998F80BC37442F659C84CC1F11C32D7A5F848C3DD310DD91E048CB43C1049C8EAFEF886FEC87EC52256305EA3F6703898CDCE617FD363E45A1C8F12490ADFE3350C359E525CD99D050C4B909271284A3A21DC5D8AC920194D26C3E174344BA2711CCDC77D4409EBE51FB28475DB842C66072B330DB414BD25D88E40427E967BE7D0A3A6CE5CFFE33573D25BDADF6BBEBE87C981727E4210318D02BA51DC3678193363B5D8801766AAB0D722B95C816E588556EC9D86DB46D4FC616F399CCF603A1A4DE7133E3F6A2669329AEF669E348DFBBD9D30A8BB2336C82F3F2077FCA849374E1986125E483325E1618197E69FE81C3B293CB3750C6A0AF4A906F21D338F618EA13D053973F15256F95E557893864EEC1E0DE63060062CA9E84CB23962E99164133FB8115E422A676E959EF9576D84DE48F81224EC0AFABF55B3BD71F7EADC3DB3703B81E625E27E7E75F26C185EAB86F39F1DCF9411670A88E8B4808846C9703E1AC693F1681E47A3DE81B8AF1FA83AF0CB3F5E3D3CBB6AC0A702B8B405095F6D706F4CAB5C48F0494CAA945BA1AACFB1B046D10CEE4BE9F132CEF0BBEBEB2B368A46EC0765D9B704D98138DEFBAFC51AABB9ADFBBCDE358A9569C1C148CFE495411F0825F257438EA7F601C78724D6BC31CE67342FD59D1FD209480B2839CE739FE045B5BE8CE98A81DC12240EF9DB06F4D623254529DCE70082AFCA54EB92FA1F6EA4A956');
CREATE TABLE entry (
    source_id   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    article_id  TEXT NOT NULL, guid TEXT, address TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', published INTEGER, refused TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
INSERT INTO "entry" VALUES('6d886da25d53','19526093b3d24e16','b7ce296c17ca6a17','46ac793d1ffd',NULL,'46ac793d1ffd','',NULL,'');
INSERT INTO "entry" VALUES('6d886da25d53','8b7348b564cb1f1a','a8892e9e5265fb5f','398e744796a9',NULL,'398e744796a9','',NULL,'');
INSERT INTO "entry" VALUES('a9d702cd6e91','8b7348b564cb1f1a','a8892e9e5265fb5f','398e744796a9',NULL,'398e744796a9','',NULL,'');
INSERT INTO "entry" VALUES('a9d702cd6e91','f087a932d284b885','d331c2dbb8696d52','7f37328c9250',NULL,'7f37328c9250','',NULL,'');
CREATE TABLE memory (
    name TEXT PRIMARY KEY,
    data TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "memory" VALUES('clusters','{"version": 3, "seen": 3, "next": 4, "newest": 1772352000.0, "stemmer": 1}');
INSERT INTO "memory" VALUES('watches','[[], []]');
CREATE TABLE moment (
    name TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO "moment" VALUES('arrived',1772366400000001);
INSERT INTO "moment" VALUES('daily',1772366400000000);
INSERT INTO "moment" VALUES('failing:5164973b8d6a',1772366400000000);
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
, source TEXT NOT NULL DEFAULT '', bond TEXT NOT NULL DEFAULT '', neutral TEXT NOT NULL DEFAULT '');
INSERT INTO "part" VALUES(0,'tzpagxe6','tzpagxe6',1,100004617,1772352000.0,1772352000.0,X'050000000100000004000000030000000000000002000000070000000A0000000B0000000C000000060000000800000009000000AA0F00003A0F0000160F0000AE0D0000D90C000001090000C608000071080000F0070000F00700004307000025060000D0040000','one','','');
INSERT INTO "part" VALUES(1,'8kj2ddw7','8kj2ddw7',1,99997211,1772352000.0,1772352000.0,X'0F00000012000000140000000D000000180000000E000000100000001A00000013000000110000001600000017000000150000001B0000001C00000019000000B81200001A0F0000A40C0000530B0000F9080000EB0800009D0800009D080000960800008B08000051080000990500006F0500001705000017050000BC040000','two','8kj2ddw7','');
INSERT INTO "part" VALUES(3,'w353wn8n','8kj2ddw7',1,100004060,1772352000.0,1772352000.0,X'0F00000012000000140000000D0000000E0000001000000013000000110000001F0000001D0000001A0000001B0000001C000000150000001E0000001600000019000000CD0F0000CD0F0000410D0000E40B00005509000004090000FD080000F2080000A1080000F00700007B0600007B0600007B060000B9050000B10500002E050000FF040000','one','8kj2ddw7','');
CREATE TABLE parted (
    decision   INTEGER NOT NULL,                -- the number of it
    side       INTEGER NOT NULL,                -- 0: where they were, 1: where they went
    article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (decision, side, article_id)
) WITHOUT ROWID;
INSERT INTO "parted" VALUES(1,0,'46ac793d1ffd');
INSERT INTO "parted" VALUES(1,1,'7f37328c9250');
CREATE TABLE quote (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,                 -- best first
    speaker   TEXT NOT NULL,                    -- folded words
    added     INTEGER,
    doubtful  INTEGER NOT NULL DEFAULT 0,       -- 1: listed only on demand
    data      TEXT NOT NULL,                    -- JSON
    PRIMARY KEY (thread_id, position)
) WITHOUT ROWID;
INSERT INTO "quote" VALUES('8kj2ddw7',0,' gustavo petro ',1772366400000000,0,'{"text":"The call was long and cordial","speaker":"Gustavo Petro","sources":[{"article_id":"46ac793d1ffd","start":121,"end":150,"outlet":"Two","title":"Petro says telephone call with Trump was good","url":"https://news.example/call-b","published":"2026-03-01T08:00:00Z"}],"kind":"direct","cue":"said","speaker_as_written":"Petro","confidence":0.85,"added":"2026-03-01T12:00:00Z","thread_id":"8kj2ddw7","variants":[],"evidence":"cue before","continues":null,"addressee":"","speaker_variants":[],"speaks_for":null,"within":null,"quoted_by":""}');
CREATE VIRTUAL TABLE search USING fts5 (
    title, text, quote, speaker,
    content = 'searchable', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO "search" VALUES('Petro says telephone call with Trump was good','President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Petro said: "The call was long and cordial."','The call was long and cordial','Gustavo Petro ');
INSERT INTO "search" VALUES('Strong earthquake strikes the coast of Peru near Arequipa','A strong earthquake struck the coast of Peru near Arequipa early on Monday, and rescue teams set out.',NULL,NULL);
INSERT INTO "search" VALUES('Trump and Petro speak by telephone after weeks of threats','President Gustavo Petro of Colombia and President Donald Trump spoke by telephone for an hour on Wednesday. Both called it good.',NULL,NULL);
CREATE TABLE skipped (
    kind    TEXT NOT NULL,             -- 'article' (its analysis), 'page' (of an article), 'thread' or 'source'
    id      TEXT NOT NULL,             -- of the article, thread or source
    reason  TEXT NOT NULL,             -- one line
    at      INTEGER NOT NULL,          -- when, in microseconds since 1970
    version TEXT NOT NULL,             -- of the program; another version tries again
    content TEXT NOT NULL DEFAULT '',  -- kind 'source': hash of the bytes; other bytes are tried
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
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
, moved_to TEXT NOT NULL DEFAULT '', ask_after INTEGER, gone INTEGER NOT NULL DEFAULT 0, tags TEXT NOT NULL DEFAULT '', from_private INTEGER, own_title TEXT, site TEXT, outlet TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
INSERT INTO "source" VALUES('5164973b8d6a','feed','https://news.example/gone.xml','Gone',2,'','','',1772366400000000,NULL,NULL,1,'HTTP 404 Not Found','',NULL,0,'',0,NULL,NULL,'');
INSERT INTO "source" VALUES('6d886da25d53','feed','https://news.example/two.xml','Two',1,'"b4240097b86e"','','a846c69c67bd1a86a389cf23edc35806',1772366400000000,1772366400000000,1772366400000000,0,'','',NULL,0,'',0,'Two','news.example','Two');
INSERT INTO "source" VALUES('a9d702cd6e91','feed','https://news.example/one.xml','One',0,'"2db6ad574f1b"','','fd358b8931d36595b6478b771c54a9e9',1772366400000000,1772366400000000,1772366400000000,0,'','',NULL,0,'',0,'One','news.example','One');
CREATE TABLE term (
    stem     TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
, number INTEGER) WITHOUT ROWID;
INSERT INTO "term" VALUES('@arequipa',1,12);
INSERT INTO "term" VALUES('@colombia',2,27);
INSERT INTO "term" VALUES('@peru',1,11);
INSERT INTO "term" VALUES('@petro',2,26);
INSERT INTO "term" VALUES('@trump',2,28);
INSERT INTO "term" VALUES('arequipa',1,5);
INSERT INTO "term" VALUES('call',2,22);
INSERT INTO "term" VALUES('coast',1,3);
INSERT INTO "term" VALUES('colombia',2,16);
INSERT INTO "term" VALUES('cordial',1,24);
INSERT INTO "term" VALUES('donald',2,17);
INSERT INTO "term" VALUES('earli',1,6);
INSERT INTO "term" VALUES('earthquak',1,1);
INSERT INTO "term" VALUES('good',2,25);
INSERT INTO "term" VALUES('gustavo',2,14);
INSERT INTO "term" VALUES('hour',2,21);
INSERT INTO "term" VALUES('long',1,23);
INSERT INTO "term" VALUES('peru',1,4);
INSERT INTO "term" VALUES('petro',2,15);
INSERT INTO "term" VALUES('presid',2,13);
INSERT INTO "term" VALUES('rescu',1,7);
INSERT INTO "term" VALUES('set',1,9);
INSERT INTO "term" VALUES('speak',1,29);
INSERT INTO "term" VALUES('spoke',2,19);
INSERT INTO "term" VALUES('strike',1,10);
INSERT INTO "term" VALUES('strong',1,0);
INSERT INTO "term" VALUES('struck',1,2);
INSERT INTO "term" VALUES('team',1,8);
INSERT INTO "term" VALUES('telephon',2,20);
INSERT INTO "term" VALUES('threat',1,31);
INSERT INTO "term" VALUES('trump',2,18);
INSERT INTO "term" VALUES('week',1,30);
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
, independent INTEGER NOT NULL DEFAULT 0, copies INTEGER NOT NULL DEFAULT 0, wire TEXT NOT NULL DEFAULT '', watch TEXT NOT NULL DEFAULT '', starred INTEGER NOT NULL DEFAULT 0, choice INTEGER, behind INTEGER NOT NULL DEFAULT 0, regroup INTEGER NOT NULL DEFAULT 0);
INSERT INTO "thread" VALUES('tzpagxe6','Strong earthquake strikes the coast of Peru near Arequipa','Peru
Arequipa','earthquake
coast
strong
strikes
struck
rescue
early
teams','398e744796a9',' strong earthquake strikes the coast of peru near arequipa peru arequipa earthquake coast strong strikes struck rescue early teams ',1772352000000000,1772352000000000,1772366400000000,1772366400000000,2.05146552614282190918e+04,1,1,1,1,0,0,0,NULL,1,0,'','',1,NULL,0,0);
INSERT INTO "thread" VALUES('8kj2ddw7','Trump and Petro speak by telephone after weeks of threats','Gustavo Petro
Colombia
Donald Trump','telephone
call
spoke
good
threats
hour
speak
cordial','46ac793d1ffd
7f37328c9250',' trump and petro speak by telephone after weeks of threats gustavo petro colombia donald trump telephone call spoke good threats hour speak cordial ',1772352000000000,1772352000000000,1772366400000000,1772366400000000,2.05147927649519697286e+04,2,2,2,2,1,1,0,NULL,1,1,'','',0,1,0,0);
CREATE TABLE thread_tag (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    tag       TEXT NOT NULL,
    PRIMARY KEY (thread_id, tag)
) WITHOUT ROWID;
INSERT INTO "thread_tag" VALUES('tzpagxe6','peru');
CREATE TABLE totals (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    threads  INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    unread   INTEGER NOT NULL,
    quotes   INTEGER NOT NULL
);
INSERT INTO "totals" VALUES(1,2,3,3,1);
CREATE TABLE usage (
    source   TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,
    terms    BLOB NOT NULL                      -- as in `part`: numbers, then counts
) WITHOUT ROWID;
INSERT INTO "usage" VALUES('one',2,X'000000000100000002000000030000000400000005000000060000000700000008000000090000000A0000000B0000000C0000000D0000000E0000000F00000010000000110000001200000013000000140000001500000016000000190000001A0000001B0000001C0000001D0000001E0000001F000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000');
INSERT INTO "usage" VALUES('two',1,X'0D0000000E0000000F000000100000001100000012000000130000001400000015000000160000001700000018000000190000001A0000001B0000001C00000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000010000000100000001000000');
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
CREATE VIEW searchable (number, title, text, quote, speaker) AS
SELECT article.number, article.title, coalesce(content.before, content.text), content.quotes, content.speakers
  FROM content
  JOIN article ON article.number = content.number
 WHERE content.analysis IS NOT NULL;
CREATE TRIGGER content_unsearchable BEFORE UPDATE OF text, before, analysis ON content
  WHEN old.analysis IS NOT NULL
   AND (old.analysis IS NOT new.analysis OR coalesce(old.before, old.text) <> coalesce(new.before, new.text)) BEGIN
    INSERT INTO search (search, rowid, title, text, quote, speaker)
    SELECT 'delete', number, title, text, quote, speaker FROM searchable WHERE number = old.number;
END;
CREATE TRIGGER content_searchable AFTER UPDATE OF text, before, analysis ON content
  WHEN (old.analysis IS NOT new.analysis OR coalesce(old.before, old.text) <> coalesce(new.before, new.text)) BEGIN
    UPDATE content
       SET quotes = (SELECT group_concat(substr(coalesce(before, text), json_extract(value, '$.start') + 1,
                                         json_extract(value, '$.end') - json_extract(value, '$.start')), char(10))
                     FROM json_each(analysis, '$.quotes')),
           speakers = (SELECT group_concat(coalesce(json_extract(value, '$.speaker'), '') || ' '
                                      || coalesce(json_extract(value, '$.speaks_for'), ''), char(10))
                     FROM json_each(analysis, '$.quotes'))
     WHERE number = new.number;
    INSERT INTO search (rowid, title, text, quote, speaker)
    SELECT number, title, text, quote, speaker FROM searchable WHERE number = new.number;
END;
CREATE TRIGGER content_added_searchable AFTER INSERT ON content WHEN new.analysis IS NOT NULL BEGIN
    UPDATE content
       SET quotes = (SELECT group_concat(substr(coalesce(before, text), json_extract(value, '$.start') + 1,
                                         json_extract(value, '$.end') - json_extract(value, '$.start')), char(10))
                     FROM json_each(analysis, '$.quotes')),
           speakers = (SELECT group_concat(coalesce(json_extract(value, '$.speaker'), '') || ' '
                                      || coalesce(json_extract(value, '$.speaks_for'), ''), char(10))
                     FROM json_each(analysis, '$.quotes'))
     WHERE number = new.number;
    INSERT INTO search (rowid, title, text, quote, speaker)
    SELECT number, title, text, quote, speaker FROM searchable WHERE number = new.number;
END;
CREATE TRIGGER content_gone_unsearchable BEFORE DELETE ON content BEGIN
    INSERT INTO search (search, rowid, title, text, quote, speaker)
    SELECT 'delete', number, title, text, quote, speaker FROM searchable WHERE number = old.number;
END;
CREATE TRIGGER article_unsearchable BEFORE UPDATE OF title ON article WHEN old.title <> new.title BEGIN
    INSERT INTO search (search, rowid, title, text, quote, speaker)
    SELECT 'delete', number, title, text, quote, speaker FROM searchable WHERE number = old.number;
END;
CREATE TRIGGER article_searchable AFTER UPDATE OF title ON article WHEN old.title <> new.title BEGIN
    INSERT INTO search (rowid, title, text, quote, speaker)
    SELECT number, title, text, quote, speaker FROM searchable WHERE number = new.number;
END;
CREATE TRIGGER article_gone_unsearchable BEFORE DELETE ON article BEGIN
    INSERT INTO search (search, rowid, title, text, quote, speaker)
    SELECT 'delete', number, title, text, quote, speaker FROM searchable WHERE number = old.number;
END;
CREATE INDEX article_by_outlet ON article (outlet, thread_id);
CREATE INDEX article_by_source ON article (source_id, thread_id);
CREATE INDEX article_by_date ON article (coalesce(published, fetched));
CREATE TRIGGER article_gone AFTER DELETE ON article BEGIN
    DELETE FROM change_item WHERE subject = +old.number;
END;
CREATE INDEX thread_behind ON thread (last DESC, id) WHERE behind = 1;
CREATE INDEX entry_by_guid ON entry (source_id, guid) WHERE guid <> '';
CREATE INDEX entry_by_address ON entry (source_id, address);
CREATE INDEX entry_refused ON entry (source_id) WHERE refused <> '';
CREATE INDEX article_by_analysis ON article (analysed, thread_id) WHERE thread_id IS NOT NULL;
CREATE INDEX thread_regroup ON thread (last) WHERE regroup = 1;
CREATE INDEX thread_outdated ON thread (id) WHERE behind = 2;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',5);
CREATE TABLE related (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    other_id  TEXT NOT NULL,           -- may since be an alias, or gone
    score     REAL NOT NULL,           -- what they have in common, in nats
    PRIMARY KEY (thread_id, other_id)
) WITHOUT ROWID;
CREATE INDEX related_other ON related (other_id);
CREATE TABLE remote_item (
    id      TEXT PRIMARY KEY,          -- as the server names it
    number  INTEGER REFERENCES article (number) ON DELETE SET NULL,     -- NULL: its article is gone
    read    INTEGER,                   -- what the server is known to say; NULL while a change may have reached it
    starred INTEGER,
    missed  INTEGER NOT NULL DEFAULT 0 -- how often the server did not know it, in a row
) WITHOUT ROWID;
CREATE INDEX remote_item_by_article ON remote_item (number);
INSERT INTO search (search) VALUES ('rebuild');
COMMIT;
