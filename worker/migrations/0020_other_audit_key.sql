-- Lines that a restore brought from a deployment with another master: the fingerprint of the key that they were chained
-- under (see worker/audit/key-print.ts), since with ours their hashes cannot be checked. NULL: they are ours.
ALTER TABLE audit ADD COLUMN other_key TEXT;

-- Counts them without walking all the others.
CREATE INDEX audit_of_other_keys ON audit (subject) WHERE other_key IS NOT NULL;

-- What the header of the export said of its key, for the lines that are still to come.
ALTER TABLE restores ADD COLUMN audit_key TEXT;
