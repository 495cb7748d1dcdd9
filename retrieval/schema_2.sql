-- Version 2: token codes.

-- What late interaction compares a question with, a row for every paragraph: see tokens.py. NULL where there are none,
-- because another embedding model gives none, or they were not asked for, or not made yet.
CREATE TABLE tokens (
  row INTEGER PRIMARY KEY REFERENCES paragraphs (row) ON DELETE CASCADE,
  codes BLOB
) STRICT;
INSERT INTO tokens SELECT row, NULL FROM paragraphs ORDER BY row;
CREATE INDEX tokens_missing ON tokens (row) WHERE codes IS NULL;

ALTER TABLE coming_vectors ADD COLUMN codes BLOB;
