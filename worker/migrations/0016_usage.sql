-- How much was used: calls let through (code ''), and refusals by their code, of each key, image, tool and day (UTC). Written
-- in batches by each key's gate as totals, never as differences: written twice, a row is the same.
CREATE TABLE usage (
  key_id     TEXT    NOT NULL,
  day        TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- 2026-11-25
  image      TEXT    NOT NULL,
  tool       TEXT    NOT NULL,                    -- '': no tool
  code       TEXT    NOT NULL,                    -- '': let through
  project_id TEXT    NOT NULL,
  calls      INTEGER NOT NULL,
  bytes_in   INTEGER NOT NULL,
  bytes_out  INTEGER NOT NULL,
  PRIMARY KEY (key_id, day, image, tool, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_by_day ON usage (project_id, day);
