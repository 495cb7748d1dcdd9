-- Version 3: corrections.

-- What the owner of the library put right. It is about words of an article, not about rows of the database, so that it
-- outlives reading the article again, and removing it: `article` is its id, `paragraph` the text in which the words
-- stand, `spans` a JSON list of [start, end] in it.
CREATE TABLE corrections (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  article TEXT NOT NULL,
  paragraph TEXT NOT NULL,
  spans TEXT NOT NULL CHECK (json_array_length(spans) > 0),
  speaker TEXT,                     -- whose words they are; NULL: the statement is hidden
  sort TEXT NOT NULL CHECK (sort IN ('person', 'organisation')),
  made TEXT NOT NULL,               -- when, ISO 8601, UTC
  applied INTEGER NOT NULL DEFAULT 0 CHECK (applied IN (0, 1)), -- 0: it waits for its statement
  UNIQUE (article, paragraph, spans)
) STRICT;
CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
  UPDATE corrections SET applied = 0 WHERE article = OLD.id;
END;
