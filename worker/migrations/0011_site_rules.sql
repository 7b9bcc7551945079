-- Site rules: which address the popup offers on which pages. Nothing decides by them; they save a click.
CREATE TABLE site_rules (
  id         TEXT    PRIMARY KEY,
  project_id TEXT    NOT NULL,
  pattern    TEXT    NOT NULL CHECK (length(pattern) BETWEEN 1 AND 500),
  image      TEXT    NOT NULL,
  key_id     TEXT,                                 -- NULL: whichever a person used last
  format     TEXT,                                 -- NULL: likewise
  position   INTEGER NOT NULL CHECK (position BETWEEN 0 AND 1000000),
  rev        INTEGER NOT NULL CHECK (rev >= 1),    -- counts changes
  created_at INTEGER NOT NULL,                     -- Unix milliseconds, as every time here
  changed_at INTEGER NOT NULL
) STRICT;

-- All rules of a project, in the order in which they are tried.
CREATE INDEX site_rules_in_order ON site_rules (project_id, position, created_at, id);

CREATE TRIGGER site_rules_start_in_an_open_project BEFORE INSERT ON site_rules
WHEN NOT EXISTS (SELECT 1 FROM projects WHERE id = NEW.project_id AND archived_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the project takes nothing new'); END;

-- Every popup holds all rules of its project. Counted where the row is written, so that two at once cannot both be last.
CREATE TRIGGER site_rules_are_few BEFORE INSERT ON site_rules
WHEN (SELECT count(*) FROM site_rules WHERE project_id = NEW.project_id) >= 100
BEGIN SELECT RAISE(ABORT, 'the project has enough site rules'); END;
