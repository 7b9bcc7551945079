-- A restore on its way: how many lines of the export are in, and their hash so far. There is one at a time or none.
CREATE TABLE restores (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  lines      INTEGER NOT NULL,
  hash       TEXT    NOT NULL,
  started_at INTEGER NOT NULL                     -- Unix milliseconds
) STRICT;

-- What was once made in an open project with a living policy comes back as it was, whatever became of them since.
DROP TRIGGER keys_start_in_an_open_project;
DROP TRIGGER policies_start_in_an_open_project;
DROP TRIGGER keys_start_with_a_policy;
DROP TRIGGER site_rules_start_in_an_open_project;
CREATE TRIGGER keys_start_in_an_open_project BEFORE INSERT ON keys
WHEN NOT EXISTS (SELECT 1 FROM restores)
  AND NOT EXISTS (SELECT 1 FROM keys WHERE id = NEW.id)
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.project_id AND archived_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the project takes nothing new'); END;
CREATE TRIGGER policies_start_in_an_open_project BEFORE INSERT ON policies
WHEN NOT EXISTS (SELECT 1 FROM restores)
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.project_id AND archived_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the project takes nothing new'); END;
CREATE TRIGGER keys_start_with_a_policy BEFORE INSERT ON keys
WHEN NOT EXISTS (SELECT 1 FROM restores)
  AND NOT EXISTS (SELECT 1 FROM keys WHERE id = NEW.id)
  AND NOT EXISTS (SELECT 1 FROM policies WHERE id = NEW.policy_id AND deleted_at IS NULL
    AND (project_id = NEW.project_id OR id = 'pol_default'))
BEGIN SELECT RAISE(ABORT, 'there is no such policy'); END;
CREATE TRIGGER site_rules_start_in_an_open_project BEFORE INSERT ON site_rules
WHEN NOT EXISTS (SELECT 1 FROM restores)
  AND NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.project_id AND archived_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the project takes nothing new'); END;
