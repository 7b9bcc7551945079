import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const day = 24 * 3600 * 1000;
const tools = [
  ['code_latest', 'run_code', 48],
  ['linux_latest', 'run_command', 31],
  ['linux_latest', 'read_file', 17],
  ['browser_latest', 'browser_navigate', 9],
] as const;

/** Puts usage of the six days before today into the record of a deployment that keeps its state in `folder`. */
export function addPastUsage(folder: string, project: string, keys: readonly string[]): void {
  const record = openRecord(join(folder, 'v3', 'd1'));
  const add = record.prepare(
    `INSERT INTO usage (key_id, day, image, tool, code, project_id, calls, bytes_in, bytes_out)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (let ago = 1; ago <= 6; ago += 1) {
    const date = new Date(Date.now() - ago * day).toISOString().slice(0, 10);
    keys.forEach((key, place) => {
      for (const [image, tool, most] of tools) {
        const calls = Math.round((most * ((ago * 5 + place * 3) % 7)) / 3) + 1;
        add.run(key, date, image, tool, '', project, calls, calls * 180, calls * 2_300);
      }
      add.run(key, date, 'linux_latest', 'delete_path', 'tool_not_allowed', project, ago, 90, 0);
    });
  }
  record.close();
}

function openRecord(folder: string): DatabaseSync {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const [file] = files.filter((name) => /[0-9a-f]{32,}\.sqlite$/.test(name));
  return new DatabaseSync(join(folder, file ?? ''), { timeout: 5_000 });
}
