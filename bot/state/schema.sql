-- Version 1 of bot.db. Times are seconds since 1970, UTC. `person` and `chat` are Telegram's ids; a private chat has the
-- id of the person in it. What is to be forgotten about a person is found by these two names (state.forget), so that a
-- table that holds something about people calls them so.

CREATE TABLE bot (number INTEGER PRIMARY KEY) STRICT;  -- whose updates, chats and messages these are; one row

CREATE TABLE people (
  person INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT CHECK (role IN ('owner', 'member')),  -- NULL: not let in, known for the choice of a language
  language TEXT,                                  -- NULL: the one of their Telegram app
  invited_by INTEGER,                             -- NULL: by whoever runs the bot
  since REAL NOT NULL
) STRICT;

CREATE TABLE invitations (
  hash BLOB PRIMARY KEY,  -- SHA-256 of the code, which is 128 random bits and needs no salt
  role TEXT NOT NULL CHECK (role IN ('owner', 'member')),
  person INTEGER,         -- who invites; NULL: whoever runs the bot
  expires REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE strangers (person INTEGER PRIMARY KEY, told REAL NOT NULL) STRICT;

-- Questions that count towards the limits. By update, so that one that is taken up again counts once.
CREATE TABLE questions (update_id INTEGER PRIMARY KEY, person INTEGER NOT NULL, at REAL NOT NULL) STRICT;
CREATE INDEX questions_by_person ON questions (person, at);

CREATE TABLE conversations (
  chat INTEGER NOT NULL,
  topic INTEGER NOT NULL,  -- 0: none
  person INTEGER NOT NULL,
  questions TEXT NOT NULL, -- JSON
  at REAL NOT NULL,
  PRIMARY KEY (chat, topic, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE choices (
  chat INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (chat, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
  chat INTEGER NOT NULL,
  message INTEGER NOT NULL,
  person INTEGER NOT NULL,
  question TEXT NOT NULL,
  citations TEXT NOT NULL, -- JSON
  details TEXT NOT NULL,   -- JSON
  at REAL NOT NULL,
  PRIMARY KEY (chat, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_time ON answers (at);

CREATE TABLE updates (
  update_id INTEGER PRIMARY KEY,
  chat INTEGER,
  person INTEGER,
  received REAL NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,  -- how often it was begun after a restart
  body TEXT                          -- JSON as Telegram sent it; NULL as soon as it is done
) STRICT;
CREATE INDEX updates_unfinished ON updates (received, update_id) WHERE body IS NOT NULL;
CREATE INDEX updates_by_time ON updates (received);

CREATE TABLE outgoing (
  update_id INTEGER NOT NULL,
  number INTEGER NOT NULL,  -- the how-manieth message that this update leads to, from 1
  chat INTEGER NOT NULL,
  person INTEGER,
  digest BLOB NOT NULL,     -- of what was to be sent
  result TEXT,              -- JSON, Telegram's reply; NULL while it is being sent
  at REAL NOT NULL,
  PRIMARY KEY (update_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE tallies (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
