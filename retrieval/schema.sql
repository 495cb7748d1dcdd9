-- The library's database, version 1. A later version is a script of its own, listed in database.py.

-- One line for each writing transaction. `mark` is random: a derived file that carries number and mark of a line here
-- was made from this very state, and not from a library that was deleted, or put back from a backup, and written anew.
CREATE TABLE generations (
  number INTEGER PRIMARY KEY,
  mark TEXT NOT NULL UNIQUE,
  last_row INTEGER NOT NULL         -- the highest paragraph row ever given up to here
) STRICT;
INSERT INTO generations VALUES (1, lower(hex(randomblob(6))), 0);

-- The embedding model that all vectors come from. `since`: the generation in which they last were all replaced.
CREATE TABLE model (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  name TEXT NOT NULL,
  dimension INTEGER NOT NULL CHECK (dimension > 0),
  fingerprint TEXT NOT NULL,
  since INTEGER NOT NULL REFERENCES generations (number)
) STRICT;

CREATE TABLE articles (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  title_made INTEGER NOT NULL CHECK (title_made IN (0, 1)),
  publisher TEXT,
  place TEXT,
  url TEXT,
  published TEXT,
  language TEXT NOT NULL,
  source TEXT NOT NULL,
  digest TEXT NOT NULL,             -- of all of the above but `source`, and of the paragraphs
  reader TEXT NOT NULL              -- fingerprint of the statement reader that read it
) STRICT;

-- AUTOINCREMENT: a row is never given twice, so that an old hit cannot name another paragraph. Text and language
-- of a row never change; number, heading and offset may.
CREATE TABLE paragraphs (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  heading TEXT,
  offset INTEGER NOT NULL,
  UNIQUE (article, number)
) STRICT;

-- Vectors have a table of their own, so that reading them all reads nothing else. Little-endian float16, length 1.
CREATE TABLE vectors (
  row INTEGER PRIMARY KEY REFERENCES paragraphs (row) ON DELETE CASCADE,
  vector BLOB NOT NULL
) STRICT;

-- Vectors of the model that the library is being embedded with anew; they replace the others all at once.
CREATE TABLE coming_vectors (
  row INTEGER PRIMARY KEY REFERENCES paragraphs (row) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  vector BLOB NOT NULL
) STRICT;

-- `position` counts within the article; `spans` is a JSON list of [start, end] in the paragraph.
CREATE TABLE statements (
  article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  row INTEGER NOT NULL REFERENCES paragraphs (row) ON DELETE CASCADE,
  spans TEXT NOT NULL CHECK (json_array_length(spans) > 0),
  speaker TEXT,
  speaker_start INTEGER,
  speaker_end INTEGER,
  cue_start INTEGER,
  cue_end INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'indirect', 'reported')),
  inferred INTEGER NOT NULL CHECK (inferred IN (0, 1)),
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statements_row ON statements (row);
CREATE INDEX statements_speaker ON statements (article, speaker);

-- Who is named in an article. `forms` and `roles` are JSON lists.
CREATE TABLE entities (
  article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  sort TEXT NOT NULL,
  forms TEXT NOT NULL,
  roles TEXT NOT NULL,
  gender TEXT,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;

-- Paragraph rows that are gone, so that derived files learn of it.
CREATE TABLE removed (
  generation INTEGER NOT NULL REFERENCES generations (number),
  row INTEGER NOT NULL,
  PRIMARY KEY (generation, row)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER paragraph_removed AFTER DELETE ON paragraphs BEGIN
  INSERT INTO removed SELECT max(number), OLD.row FROM generations;
END;
