-- Projects: groups of keys and policies. An archived one takes nothing new; what it has keeps its state.
CREATE TABLE projects (
  id                    TEXT    PRIMARY KEY,
  name                  TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  disable_exposed_keys  INTEGER NOT NULL DEFAULT 1 CHECK (disable_exposed_keys IN (0, 1)),
  secrets_recoverable   INTEGER NOT NULL DEFAULT 1 CHECK (secrets_recoverable IN (0, 1)),
  rev                   INTEGER NOT NULL CHECK (rev >= 1), -- counts changes
  created_at            INTEGER NOT NULL,                  -- Unix milliseconds, as every time here
  changed_at            INTEGER NOT NULL,
  archived_at           INTEGER                            -- NULL: it is not
) STRICT;

-- The list of projects, in its order. An archived project keeps its name: it may come back.
CREATE UNIQUE INDEX projects_by_name ON projects (name);

-- The project of everything that says nothing else, as it was before there were others.
INSERT INTO projects (id, name, rev, created_at, changed_at) VALUES ('prj_default', 'Default', 1, 0, 0);

-- A key or a policy on its way into a project may meet the project's archiving. Whichever comes first wins.
CREATE TRIGGER keys_start_in_an_open_project BEFORE INSERT ON keys
WHEN NOT EXISTS (SELECT 1 FROM keys WHERE id = NEW.id)
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.project_id AND archived_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the project takes nothing new'); END;
CREATE TRIGGER policies_start_in_an_open_project BEFORE INSERT ON policies
WHEN NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.project_id AND archived_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the project takes nothing new'); END;

-- A key's policy is one of its own project, or the built-in one.
DROP TRIGGER keys_start_with_a_policy;
DROP TRIGGER keys_move_to_a_policy;
CREATE TRIGGER keys_start_with_a_policy BEFORE INSERT ON keys
WHEN NOT EXISTS (SELECT 1 FROM keys WHERE id = NEW.id)
  AND NOT EXISTS (SELECT 1 FROM policies WHERE id = NEW.policy_id AND deleted_at IS NULL
    AND (project_id = NEW.project_id OR id = 'pol_default'))
BEGIN SELECT RAISE(ABORT, 'there is no such policy'); END;
CREATE TRIGGER keys_move_to_a_policy BEFORE UPDATE ON keys
WHEN NEW.policy_id <> OLD.policy_id
  AND NOT EXISTS (SELECT 1 FROM policies WHERE id = NEW.policy_id AND deleted_at IS NULL
    AND (project_id = NEW.project_id OR id = 'pol_default'))
BEGIN SELECT RAISE(ABORT, 'there is no such policy'); END;
