-- What people write on a key, and what bounds its use. Like every column of `keys`, written by its gate alone.
ALTER TABLE keys ADD COLUMN note       TEXT    NOT NULL DEFAULT '' CHECK (length(note) <= 1000);
ALTER TABLE keys ADD COLUMN owner      TEXT    NOT NULL DEFAULT '' CHECK (length(owner) <= 128);
ALTER TABLE keys ADD COLUMN tags       TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(tags)); -- JSON array of strings
ALTER TABLE keys ADD COLUMN expires_at INTEGER;                    -- Unix milliseconds; NULL: never
ALTER TABLE keys ADD COLUMN protected  INTEGER NOT NULL DEFAULT 0 CHECK (protected IN (0, 1));
ALTER TABLE keys ADD COLUMN show_once  INTEGER NOT NULL DEFAULT 0 CHECK (show_once IN (0, 1));

-- The list of actions was closed by a constraint, which SQLite cannot change: the table is made anew without it. Which
-- actions there are is the word of worker/audit/entry.ts. Lines, indexes and triggers are as before.
CREATE TABLE audit_next (
  op_id      TEXT    PRIMARY KEY,
  key_id     TEXT    NOT NULL,
  rev        INTEGER NOT NULL,
  action     TEXT    NOT NULL,
  outcome    TEXT    NOT NULL CHECK (outcome IN ('done', 'dropped')),
  actor      TEXT    NOT NULL,
  request_id TEXT    NOT NULL,
  at         INTEGER NOT NULL
) STRICT;
INSERT INTO audit_next SELECT op_id, key_id, rev, action, outcome, actor, request_id, at FROM audit;
DROP TRIGGER audit_never_changes;
DROP TRIGGER audit_never_shrinks;
DROP TABLE audit;
ALTER TABLE audit_next RENAME TO audit;
CREATE UNIQUE INDEX audit_by_revision ON audit (key_id, rev) WHERE action <> 'reveal';
CREATE INDEX audit_of_reveals ON audit (actor, at) WHERE action = 'reveal';
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
