-- Version 5: metadata of other programs.

-- An article that another program brought (a LangChain document: its text is the only paragraph) has here what that
-- program knows of it: a JSON object, which it gets back as it was given. Articles that came otherwise have no line.
CREATE TABLE attached (
  article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
  metadata TEXT NOT NULL CHECK (json_type(metadata) = 'object')
) STRICT;
