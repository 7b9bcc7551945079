-- Whether members of a project may see the secrets of its keys (shared/people/roles.ts): not, unless it says so.
ALTER TABLE projects ADD COLUMN members_reveal INTEGER NOT NULL DEFAULT 0 CHECK (members_reveal IN (0, 1));
