-- The catalogue of images: what lists show. Each row is written by that image's own Durable Object alone, in the order of
-- its revisions; which image may be called is its word, never this table's.
--
-- No credential, sealed or not, is in here: only where an upstream wants to see it.
CREATE TABLE images (
  id               TEXT    PRIMARY KEY,
  project_id       TEXT,                            -- NULL: built in, there for all projects
  environment      TEXT    NOT NULL,
  title            TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 64),
  enabled          INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  url              TEXT,                            -- NULL: where the settings say; built-in ones only
  transport        TEXT    NOT NULL CHECK (transport IN ('streamable-http', 'sse')),
  credential_in    TEXT    CHECK (credential_in IN ('header', 'query')), -- NULL: none
  credential_name  TEXT,
  channel          TEXT    NOT NULL CHECK (channel IN ('latest', 'pinned')),
  note             TEXT    NOT NULL DEFAULT '',
  release_tool     TEXT,                            -- NULL: none
  release_argument TEXT,
  rev              INTEGER NOT NULL CHECK (rev >= 1),
  created_at       INTEGER NOT NULL,                -- Unix milliseconds, as every time here
  changed_at       INTEGER NOT NULL,
  deleted_at       INTEGER
) STRICT;

-- A title is free again once its image is deleted. The list is in this order.
CREATE UNIQUE INDEX images_by_title ON images (project_id, title) WHERE deleted_at IS NULL;

INSERT INTO images (id, environment, title, enabled, transport, channel, rev, created_at, changed_at) VALUES
  ('windows_latest', 'windows', 'Windows', 1, 'streamable-http', 'latest', 1, 0, 0),
  ('linux_latest',   'linux',   'Linux',   1, 'streamable-http', 'latest', 1, 0, 0),
  ('browser_latest', 'browser', 'Browser', 1, 'streamable-http', 'latest', 1, 0, 0),
  ('code_latest',    'code',    'Code',    1, 'streamable-http', 'latest', 1, 0, 0),
  ('mobile_latest',  'mobile',  'Mobile',  1, 'streamable-http', 'latest', 1, 0, 0);

-- What the last look at each image found. Apart from `images`, since it is no change of the image.
CREATE TABLE image_health (
  image_id   TEXT    PRIMARY KEY,
  checked_at INTEGER NOT NULL,
  code       TEXT,                                  -- NULL: well
  latency_ms INTEGER NOT NULL,
  era        TEXT    CHECK (era IN ('stateless', 'legacy'))
) STRICT;
