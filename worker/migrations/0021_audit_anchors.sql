-- Anchors of the audit: each vouches for the lines that were written since the one before it, and follows that one, so that
-- lines or whole chains which were taken away show. See worker/audit/anchor.ts. The directory knows the last one, too.
CREATE TABLE audit_anchors (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  at     INTEGER NOT NULL,                 -- Unix milliseconds
  upto   INTEGER NOT NULL,                 -- the last line that it vouches for, by its rowid
  lines  INTEGER NOT NULL,                 -- how many
  digest TEXT    NOT NULL,                 -- SHA-256 of their places and hashes
  prev   TEXT    NOT NULL,                 -- mac of the anchor before; empty for the first
  mac    TEXT    NOT NULL                  -- HMAC of all of that, under the key of the audit
) STRICT;
CREATE TRIGGER audit_anchors_never_change BEFORE UPDATE ON audit_anchors
BEGIN SELECT RAISE(ABORT, 'anchors are append-only'); END;
CREATE TRIGGER audit_anchors_never_shrink BEFORE DELETE ON audit_anchors
BEGIN SELECT RAISE(ABORT, 'anchors are append-only'); END;
