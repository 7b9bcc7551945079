-- Counts the lines from before there were chains without walking all the others.
CREATE INDEX audit_unchained ON audit (subject) WHERE seq IS NULL;
