-- What was made under an Idempotency-Key, for 24 hours: sent again, the same answer is given and nothing is made twice.
--
-- No secret, and nothing that the caller sent, is in here: keys and bodies stand as hashes, answers without their secrets.
CREATE TABLE idempotency (
  id         TEXT    PRIMARY KEY,                 -- SHA-256 of principal, method, path and Idempotency-Key
  body       TEXT    NOT NULL,                    -- SHA-256 of the body's bytes
  run        TEXT    NOT NULL,                    -- the request that makes it; another may take over when it died
  answer     TEXT    CHECK (json_valid(answer)),  -- NULL: still being made
  started_at INTEGER NOT NULL                     -- Unix milliseconds
) STRICT;

-- For the clean-up, oldest first.
CREATE INDEX idempotency_by_age ON idempotency (started_at);
