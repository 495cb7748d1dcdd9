-- Version 4: which articles were written or removed when, so that who is named need not be read anew from all of them.

-- `generation` is the last one in which the article of this id was written, its statements were read, or it was removed.
CREATE TABLE touched (
  article TEXT PRIMARY KEY,
  generation INTEGER NOT NULL REFERENCES generations (number)
) STRICT, WITHOUT ROWID;
CREATE INDEX touched_generation ON touched (generation);
CREATE TRIGGER article_read AFTER UPDATE OF reader ON articles BEGIN
  INSERT OR REPLACE INTO touched SELECT NEW.id, max(number) FROM generations;
END;
CREATE TRIGGER article_gone AFTER DELETE ON articles BEGIN
  INSERT OR REPLACE INTO touched SELECT OLD.id, max(number) FROM generations;
END;
-- What lies in files that were made before is not known to be what it was.
INSERT INTO touched SELECT id, (SELECT max(number) FROM generations) FROM articles;

-- The publishers that can be asked for, and the articles of one, without reading all articles.
CREATE INDEX articles_publisher ON articles (publisher);
