-- Sessions as their gates told of them: when one started, and how it was when it ended. Written in batches, off the path
-- of any call; what an open session does meanwhile is known to its gate alone.
CREATE TABLE sessions (
  id             TEXT    PRIMARY KEY,
  key_id         TEXT    NOT NULL,
  project_id     TEXT    NOT NULL,
  image          TEXT    NOT NULL,
  client         TEXT    NOT NULL,                -- the name it gave itself
  era            TEXT    NOT NULL CHECK (era IN ('legacy', 'stateless')),
  policy_id      TEXT    NOT NULL,
  policy_version INTEGER NOT NULL,
  started_at     INTEGER NOT NULL,                -- Unix milliseconds, as every time here
  active_at      INTEGER NOT NULL,
  user_active_at INTEGER NOT NULL,
  calls          INTEGER NOT NULL,
  bytes_in       INTEGER NOT NULL,
  bytes_out      INTEGER NOT NULL,
  ended_at       INTEGER,                         -- NULL: open
  end_reason     TEXT
) STRICT;

-- The lists, newest first: all of a project, of a key, of an image.
CREATE INDEX sessions_by_start ON sessions (project_id, started_at DESC, id DESC);
CREATE INDEX sessions_by_key ON sessions (key_id, started_at DESC, id DESC);
CREATE INDEX sessions_by_image ON sessions (project_id, image, started_at DESC, id DESC);
CREATE INDEX sessions_open ON sessions (project_id, started_at DESC, id DESC) WHERE ended_at IS NULL;
