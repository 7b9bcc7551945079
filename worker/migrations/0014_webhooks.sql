-- Webhooks, and what is on its way to them. No signing secret is in here: it is derived from the master key, the webhook's id
-- and `secret_rev`.
CREATE TABLE webhooks (
  id               TEXT    PRIMARY KEY,
  project_id       TEXT    NOT NULL,
  url              TEXT    NOT NULL,
  events           TEXT    NOT NULL CHECK (json_valid(events)), -- JSON array of names
  enabled          INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  disabled_because TEXT    CHECK (disabled_because IN ('failing', 'gone')), -- NULL: not by us
  failing_since    INTEGER,                       -- Unix milliseconds, as every time here; NULL: not
  secret_rev       INTEGER NOT NULL CHECK (secret_rev >= 1),
  rotated_at       INTEGER,                       -- NULL: never
  rev              INTEGER NOT NULL CHECK (rev >= 1),
  created_at       INTEGER NOT NULL,
  changed_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX webhooks_of_project ON webhooks (project_id, created_at, id);

-- The outbox and its log: one row an event and webhook. `source` names the event, so that it is put in once however often
-- it is looked at.
CREATE TABLE webhook_deliveries (
  id         TEXT    PRIMARY KEY,
  webhook_id TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  event      TEXT    NOT NULL,
  payload    TEXT    NOT NULL,                    -- the body, JSON; it holds no secret
  status     TEXT    NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
  attempts   INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  next_at    INTEGER NOT NULL,                    -- of the next attempt, while pending
  tried_at   INTEGER,
  http_status INTEGER,
  code       TEXT
) STRICT;
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (webhook_id, source);
CREATE INDEX webhook_deliveries_due  ON webhook_deliveries (next_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_list ON webhook_deliveries (webhook_id, created_at DESC, id DESC);
CREATE INDEX webhook_deliveries_old  ON webhook_deliveries (created_at);

-- Up to which line of the audit events were put into the outbox. Lines of before are told to nobody.
CREATE TABLE webhook_progress (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  audit_line INTEGER NOT NULL
) STRICT;
INSERT INTO webhook_progress SELECT 1, coalesce(max(rowid), 0) FROM audit;

-- Active keys in the order of their last use, or else of their creation.
CREATE INDEX keys_by_last_use ON keys (coalesce(last_used_at, created_at)) WHERE status = 'active';
