-- How each job of worker/schedule/jobs.ts went last, and where its next run goes on.
CREATE TABLE jobs (
  name    TEXT    PRIMARY KEY,
  ran_at  INTEGER NOT NULL,                       -- Unix milliseconds
  took_ms INTEGER NOT NULL,
  outcome TEXT    NOT NULL CHECK (outcome IN ('done', 'failed', 'late')),
  mark    TEXT                                    -- the job's own; NULL: from the start
) STRICT;

-- Keys in the order in which they expire.
CREATE INDEX keys_by_expiry ON keys (expires_at, id) WHERE status = 'active' AND expires_at IS NOT NULL;
