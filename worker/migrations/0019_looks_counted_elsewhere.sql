-- Looks at secrets are counted in the directory (worker/people/look-table.ts), by device; nothing reads this any more.
DROP INDEX audit_of_reveals;
