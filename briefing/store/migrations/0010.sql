-- Where words of a text lead: a JSON list of [first code point, one past the last, address]; NULL for no links. They belong
-- to `text`, not to `before`. Articles of earlier versions have none until their text is read again.
ALTER TABLE content ADD COLUMN links TEXT;
