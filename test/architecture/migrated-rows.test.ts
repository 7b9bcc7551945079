import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { namesIn, readText } from './sources.ts';

const folder = 'worker/migrations';
const [first = '', ...later] = namesIn(folder).filter((name) => name.endsWith('.sql'));

/** A record as the first release made it, with one key and two lines of audit, then migrated to today's. */
function migrated(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(readText(`${folder}/${first}`));
  db.exec(
    `INSERT INTO keys VALUES ('key_a', 'prj_default', 'old', 'khk_a…z', 'active', 'pol_default', 1, 2, 10, 20)`,
  );
  db.exec(`INSERT INTO audit VALUES ('op1', 'key_a', 1, 'create', 'done', 'console', 'r1', 10)`);
  db.exec(`INSERT INTO audit VALUES ('op2', 'key_a', 2, 'enable', 'dropped', 'console', 'r2', 20)`);
  for (const name of later) db.exec(readText(`${folder}/${name}`));
  return db;
}

test('a record of the first release keeps its keys and its audit', () => {
  const db = migrated();
  expect(db.prepare('SELECT id, name, rev, note, owner, tags, expires_at FROM keys').all()).toEqual([
    { id: 'key_a', name: 'old', rev: 2, note: '', owner: '', tags: '[]', expires_at: null },
  ]);
  expect(db.prepare('SELECT op_id, rev, action, outcome, at FROM audit ORDER BY rev').all()).toEqual([
    { op_id: 'op1', rev: 1, action: 'key.create', outcome: 'done', at: 10 },
    { op_id: 'op2', rev: 2, action: 'key.enable', outcome: 'dropped', at: 20 },
  ]);
});

test('the audit stays append-only, with one change a revision', () => {
  const db = migrated();
  expect(() => db.exec(`UPDATE audit SET actor = 'nobody'`)).toThrow('append-only');
  expect(() => db.exec('DELETE FROM audit')).toThrow('append-only');
  const again = `INSERT INTO audit (op_id, subject, project_id, action, outcome, rev, actor, request_id, at)
    VALUES ('op3', 'key_a', 'prj_default', 'key.edit', 'done', 2, 'console', 'r3', 30)`;
  expect(() => db.exec(again)).toThrow('UNIQUE');
});
