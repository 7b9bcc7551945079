-- The lists of keys. Each is read along one index, page by page from where the last page ended; see worker/keys/key-query.ts.
DROP INDEX keys_by_creation;
CREATE INDEX keys_of_project ON keys (project_id, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX keys_of_status  ON keys (project_id, status, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX keys_of_policy  ON keys (project_id, policy_id, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX keys_of_owner   ON keys (project_id, owner, created_at DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX keys_of_use     ON keys (project_id, coalesce(last_used_at, 0) DESC, id DESC) WHERE status <> 'deleted';
CREATE INDEX keys_never_used ON keys (project_id, created_at DESC, id DESC) WHERE status <> 'deleted' AND last_used_at IS NULL;
CREATE INDEX keys_exposed    ON keys (project_id, created_at DESC, id DESC) WHERE status <> 'deleted' AND exposed_at IS NOT NULL;

-- What people wrote on a key, to be searched. Trigrams find the middle of a word as well as its start, and Chinese, which
-- puts no spaces between words; unicode61 would take a whole Chinese sentence for one word. Shorter searches than three
-- characters have no trigram: they look through the list itself.
--
-- A key is also found under the last three characters of its project, so that a large project does not slow down the
-- search of a small one; the whole of it, nine trigrams each in every row, would cost more than what is searched for.
CREATE VIRTUAL TABLE keys_text USING fts5 (project, name, note, owner, tags,
  content = '', contentless_delete = 1, tokenize = 'trigram');
INSERT INTO keys_text (rowid, project, name, note, owner, tags)
SELECT rowid, substr(project_id, -3), name, note, owner, tags FROM keys WHERE status <> 'deleted';

CREATE TRIGGER keys_text_gets AFTER INSERT ON keys WHEN NEW.status <> 'deleted' BEGIN
  INSERT INTO keys_text (rowid, project, name, note, owner, tags)
  VALUES (NEW.rowid, substr(NEW.project_id, -3), NEW.name, NEW.note, NEW.owner, NEW.tags);
END;
CREATE TRIGGER keys_text_changes AFTER UPDATE ON keys
WHEN NEW.status = 'deleted' OR (NEW.name, NEW.note, NEW.owner, NEW.tags) <> (OLD.name, OLD.note, OLD.owner, OLD.tags)
BEGIN
  DELETE FROM keys_text WHERE rowid = OLD.rowid;
  INSERT INTO keys_text (rowid, project, name, note, owner, tags)
  SELECT NEW.rowid, substr(NEW.project_id, -3), NEW.name, NEW.note, NEW.owner, NEW.tags WHERE NEW.status <> 'deleted';
END;
