-- What a key may be used for, and what became of it. Written by its gate alone; the last use without a new revision.
ALTER TABLE keys ADD COLUMN images            TEXT NOT NULL DEFAULT '"all"' CHECK (json_valid(images)); -- "all" or an array of ids
ALTER TABLE keys ADD COLUMN exposed_at        INTEGER;  -- Unix milliseconds, as every time here; NULL: not known to be
ALTER TABLE keys ADD COLUMN draining_until    INTEGER;  -- sessions that were open when it was disabled end by then
ALTER TABLE keys ADD COLUMN previous_until    INTEGER;  -- so long the secret before the last rotation opens
ALTER TABLE keys ADD COLUMN last_used_at      INTEGER;  -- NULL: never
ALTER TABLE keys ADD COLUMN last_used_image   TEXT;
ALTER TABLE keys ADD COLUMN last_used_client  TEXT;
ALTER TABLE keys ADD COLUMN last_used_country TEXT;
ALTER TABLE keys ADD COLUMN last_used_ip      TEXT;
