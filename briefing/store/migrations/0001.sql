-- The first schema. Times are microseconds since 1970-01-01 UTC; lists of words or ids are one to a line.

-- A configured feed or seed file, with what conditional fetching and `doctor` need to know of it.
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
) WITHOUT ROWID;

CREATE INDEX source_by_place ON source (place) WHERE place IS NOT NULL;

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
);

CREATE INDEX thread_by_rank ON thread (muted, followed DESC, rank DESC, id, arrived);

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
);

CREATE INDEX article_by_thread ON article (thread_id, fetched, read, outlet);
CREATE INDEX article_pending ON article (pending) WHERE pending = 1;
CREATE INDEX article_wants_page ON article (wants_page) WHERE wants_page = 1;

-- Threads that were merged into another go on answering to their id.
CREATE TABLE alias (
    id        TEXT PRIMARY KEY,
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX alias_by_thread ON alias (thread_id);

-- Text and analysis stand apart, so that lists of articles do not page over them.
CREATE TABLE content (
    number   INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    text     TEXT NOT NULL,
    analysis TEXT                               -- JSON; NULL until it is threaded
);

-- What each source has said, so that only new or changed entries are worked on.
CREATE TABLE entry (
    source_id   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    article_id  TEXT NOT NULL,
    PRIMARY KEY (source_id, key)
) WITHOUT ROWID;

CREATE TABLE brief (
    thread_id TEXT PRIMARY KEY REFERENCES thread (id) ON DELETE CASCADE,
    data      TEXT NOT NULL                     -- JSON
) WITHOUT ROWID;

CREATE TABLE quote (
    thread_id TEXT NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,                 -- best first
    speaker   TEXT NOT NULL,                    -- folded words
    added     INTEGER,
    doubtful  INTEGER NOT NULL DEFAULT 0,       -- 1: listed only on demand
    data      TEXT NOT NULL,                    -- JSON
    PRIMARY KEY (thread_id, position)
) WITHOUT ROWID;

-- One value each: what the clusterer knows between refreshes, and points in time such as the cursor of `daily`.
CREATE TABLE memory (
    name TEXT PRIMARY KEY,
    data TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE moment (
    name TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
) WITHOUT ROWID;

-- The header's counts, kept by triggers; muted threads are left out.
CREATE TABLE totals (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    threads  INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    unread   INTEGER NOT NULL,
    quotes   INTEGER NOT NULL
);

INSERT INTO totals VALUES (1, 0, 0, 0, 0);

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
