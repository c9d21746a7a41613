-- The journal of an article that goes is found by its index: a number of an article has to be taken as it is for that.

DROP TRIGGER article_gone;

CREATE TRIGGER article_gone AFTER DELETE ON article BEGIN
    DELETE FROM change_item WHERE subject = +old.number;
END;
