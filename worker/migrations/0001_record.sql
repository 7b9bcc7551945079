-- The record: what is true and listed. Each row of `keys` is written by that key's gate alone.
--
-- Constraints guard shape only. Which change of status is allowed is the word of shared/key/lifecycle.ts; a row
-- only ever moves to a higher revision, so a late write of an older command changes nothing.
--
-- No secret, hash or ciphertext is in here: a copy of these tables opens nothing.
CREATE TABLE keys (
  id             TEXT    PRIMARY KEY,
  project_id     TEXT    NOT NULL,
  name           TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  masked         TEXT    NOT NULL,                -- khk_0aB3…x9Yz
  status         TEXT    NOT NULL CHECK (status IN ('active', 'disabled', 'deleted')),
  policy_id      TEXT    NOT NULL,
  policy_version INTEGER NOT NULL CHECK (policy_version >= 1),
  rev            INTEGER NOT NULL CHECK (rev >= 1), -- counts changes
  created_at     INTEGER NOT NULL,                -- Unix milliseconds, as every time here
  changed_at     INTEGER NOT NULL
) STRICT;

-- A name is free again once its key is deleted; the tombstone itself stays.
CREATE UNIQUE INDEX keys_by_name ON keys (project_id, name) WHERE status <> 'deleted';

-- The list the popup opens on, in its order.
CREATE INDEX keys_by_creation ON keys (created_at DESC, id DESC) WHERE status <> 'deleted';

-- What happened to which key, by whom. Written in the same batch as the change, or before a secret is shown.
CREATE TABLE audit (
  op_id      TEXT    PRIMARY KEY,                 -- names one command of one gate
  key_id     TEXT    NOT NULL,
  rev        INTEGER NOT NULL,                    -- the key's revision afterwards
  action     TEXT    NOT NULL CHECK (action IN ('create', 'enable', 'disable', 'delete', 'reveal')),
  outcome    TEXT    NOT NULL CHECK (outcome IN ('done', 'dropped')),
  actor      TEXT    NOT NULL,
  request_id TEXT    NOT NULL,
  at         INTEGER NOT NULL
) STRICT;

-- One change a revision. A dropped command takes its revision too, so that a write of it that was already on
-- its way cannot land afterwards.
CREATE UNIQUE INDEX audit_by_revision ON audit (key_id, rev) WHERE action <> 'reveal';

-- Counts what a caller was shown within the last hour.
CREATE INDEX audit_of_reveals ON audit (actor, at) WHERE action = 'reveal';

CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
