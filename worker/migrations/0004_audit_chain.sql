-- The audit, chained: each line of a subject (a key, a policy, an image, a project) carries the HMAC of itself and the line
-- before it, so that one that was changed, removed or slipped in shows. See worker/audit/chain.ts.
--
-- The table is made anew because SQLite cannot take constraints back. Lines from before keep what they say; they have no
-- `seq`, since nobody had chained them. An action is now named with its noun.
CREATE TABLE audit_next (
  op_id      TEXT    PRIMARY KEY,                 -- names one command or event, once
  subject    TEXT    NOT NULL,                    -- key_…, pol_…, imgc-…, prj_…
  project_id TEXT    NOT NULL,
  seq        INTEGER CHECK (seq >= 1),            -- place in the subject's chain; NULL: from before chaining
  action     TEXT    NOT NULL,
  outcome    TEXT    NOT NULL CHECK (outcome IN ('done', 'dropped', 'refused')),
  rev        INTEGER,                             -- the subject's revision afterwards; NULL: nothing was to change
  actor      TEXT    NOT NULL,
  device     TEXT,
  request_id TEXT    NOT NULL,
  at         INTEGER NOT NULL,                    -- Unix milliseconds
  before     TEXT    CHECK (json_valid(before)),  -- what the change replaced, and by what: JSON objects
  after      TEXT    CHECK (json_valid(after)),
  prev       TEXT,                                -- hash of the line before; empty for the first
  hash       TEXT
) STRICT;

INSERT INTO audit_next (op_id, subject, project_id, action, outcome, rev, actor, request_id, at)
SELECT audit.op_id, key_id, coalesce(keys.project_id, 'prj_default'), 'key.' || action, outcome,
  CASE WHEN action = 'reveal' THEN NULL ELSE audit.rev END, actor, request_id, at
FROM audit LEFT JOIN keys ON keys.id = audit.key_id ORDER BY audit.rowid;

DROP TRIGGER audit_never_changes;
DROP TRIGGER audit_never_shrinks;
DROP TABLE audit;
ALTER TABLE audit_next RENAME TO audit;

-- No fork: of two lines that follow the same one, the second is refused.
CREATE UNIQUE INDEX audit_by_subject ON audit (subject, seq);

-- One change a revision. A dropped command takes its revision too, so that a write of it that was already on its way
-- cannot land afterwards.
CREATE UNIQUE INDEX audit_by_revision ON audit (subject, rev) WHERE rev IS NOT NULL;

-- Counts what a caller was shown within the last hour.
CREATE INDEX audit_of_reveals ON audit (actor, at) WHERE action = 'key.reveal';

-- The pages of the list, newest first, whole and by each filter.
CREATE INDEX audit_by_time    ON audit (at DESC, op_id DESC);
CREATE INDEX audit_of_project ON audit (project_id, at DESC, op_id DESC);
CREATE INDEX audit_of_subject ON audit (subject, at DESC, op_id DESC);
CREATE INDEX audit_of_action  ON audit (action, at DESC, op_id DESC);
CREATE INDEX audit_of_actor   ON audit (actor, at DESC, op_id DESC);

CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;

-- Where each chain ends, so that one whose last lines are gone shows as well. Kept by the triggers alone.
CREATE TABLE audit_heads (
  subject TEXT    PRIMARY KEY,
  seq     INTEGER NOT NULL,
  hash    TEXT    NOT NULL
) STRICT;
CREATE TRIGGER audit_moves_its_head AFTER INSERT ON audit WHEN NEW.seq IS NOT NULL BEGIN
  INSERT INTO audit_heads VALUES (NEW.subject, NEW.seq, NEW.hash)
  ON CONFLICT (subject) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
END;
CREATE TRIGGER audit_heads_never_go_back BEFORE UPDATE ON audit_heads WHEN NEW.seq <= OLD.seq
BEGIN SELECT RAISE(ABORT, 'a chain only grows'); END;
CREATE TRIGGER audit_heads_never_vanish BEFORE DELETE ON audit_heads
BEGIN SELECT RAISE(ABORT, 'a chain only grows'); END;
