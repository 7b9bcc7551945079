-- Policies: which version of each is current, and every version there ever was. Gates read versions from the shelf
-- (KV); what is here is for people, and for deciding which version comes next.
CREATE TABLE policies (
  id         TEXT    PRIMARY KEY,
  project_id TEXT    NOT NULL,
  name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
  version    INTEGER NOT NULL CHECK (version >= 1), -- the current one
  created_at INTEGER NOT NULL,                     -- Unix milliseconds, as every time here
  changed_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;

CREATE UNIQUE INDEX policies_by_name ON policies (project_id, name) WHERE deleted_at IS NULL;

-- A version gets its number here before it goes to the shelf, so that two edits at once cannot put two contents under
-- one number. It counts once it was adopted; what was lost on the way there stays behind, unused.
CREATE TABLE policy_versions (
  policy_id  TEXT    NOT NULL,
  version    INTEGER NOT NULL CHECK (version >= 1),
  body       TEXT    NOT NULL CHECK (json_valid(body)),
  actor      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  adopted_at INTEGER,
  PRIMARY KEY (policy_id, version)
) STRICT;

CREATE TRIGGER policy_versions_never_change BEFORE UPDATE OF policy_id, version, body, actor, created_at
ON policy_versions BEGIN SELECT RAISE(ABORT, 'policy versions are immutable'); END;
CREATE TRIGGER policy_versions_never_vanish BEFORE DELETE
ON policy_versions BEGIN SELECT RAISE(ABORT, 'policy versions are immutable'); END;

-- The policy of every new key. Its content is code (shared/policy/policy.ts); the row is what keys may point to.
INSERT INTO policies VALUES ('pol_default', 'prj_default', 'System default', 1, 0, 0, NULL);

-- Which keys a policy has: before it is deleted, and when an edit of it must reach them.
CREATE INDEX keys_by_policy ON keys (policy_id) WHERE status <> 'deleted';

-- A key on its way to a policy may meet the policy's deletion. Whichever comes first wins: the deletion looks for keys in
-- the same statement, and this looks for the policy.
CREATE TRIGGER keys_start_with_a_policy BEFORE INSERT ON keys
WHEN NOT EXISTS (SELECT 1 FROM keys WHERE id = NEW.id)
  AND NOT EXISTS (SELECT 1 FROM policies WHERE id = NEW.policy_id AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'there is no such policy'); END;
CREATE TRIGGER keys_move_to_a_policy BEFORE UPDATE ON keys
WHEN NEW.policy_id <> OLD.policy_id
  AND NOT EXISTS (SELECT 1 FROM policies WHERE id = NEW.policy_id AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'there is no such policy'); END;
