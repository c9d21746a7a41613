-- Full text search, and what queries ask of sources: their tags, articles by outlet, by source and by date.

-- Columns of the index, as they cannot be made out of `analysis` while it is read; NULL until the article is threaded.
ALTER TABLE content ADD COLUMN quotes TEXT;                          -- words of its quotes, a quote on a line
ALTER TABLE content ADD COLUMN speakers TEXT;                        -- who said them and whom they speak for

UPDATE content
   SET quotes = (SELECT group_concat(substr(coalesce(before, text), json_extract(value, '$.start') + 1,
                                         json_extract(value, '$.end') - json_extract(value, '$.start')), char(10))
                     FROM json_each(analysis, '$.quotes')),
       speakers = (SELECT group_concat(coalesce(json_extract(value, '$.speaker'), '') || ' '
                                      || coalesce(json_extract(value, '$.speaks_for'), ''), char(10))
                     FROM json_each(analysis, '$.quotes'))
 WHERE analysis IS NOT NULL;

-- What the index is made of: threaded articles, as they were then. The index itself keeps no copy of it.
CREATE VIEW searchable (number, title, text, quote, speaker) AS
SELECT article.number, article.title, coalesce(content.before, content.text), content.quotes, content.speakers
  FROM content
  JOIN article ON article.number = content.number
 WHERE content.analysis IS NOT NULL;

CREATE VIRTUAL TABLE search USING fts5 (
    title, text, quote, speaker,
    content = 'searchable', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

-- Whatever changes an article, the index follows: what it has of it is taken out before, and put in after.
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

-- Before its content goes too, which the index needs to forget it.
CREATE TRIGGER article_gone_unsearchable BEFORE DELETE ON article BEGIN
    INSERT INTO search (search, rowid, title, text, quote, speaker)
    SELECT 'delete', number, title, text, quote, speaker FROM searchable WHERE number = old.number;
END;

INSERT INTO search (search) VALUES ('rebuild');

ALTER TABLE source ADD COLUMN tags TEXT NOT NULL DEFAULT '';         -- as configured

CREATE INDEX article_by_outlet ON article (outlet, thread_id);
CREATE INDEX article_by_source ON article (source_id, thread_id);
CREATE INDEX article_by_date ON article (coalesce(published, fetched));
