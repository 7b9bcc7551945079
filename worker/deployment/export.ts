import { ok } from '../../shared/result.ts';
import { auditKeyPrint } from '../audit/key-print.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import { by, type Context } from '../context.ts';
import { openCursor, signCursor, type ListScope } from '../http/cursor.ts';
import { orThrow, Problem, recordGone } from '../http/problem.ts';
import { askImage } from '../images/ask-image.ts';
import { askGate } from '../keys/ask-gate.ts';
import { askDirectory } from '../people/ask-directory.ts';
import { keyring } from '../secrets/keyring.ts';
import { exportedKinds, readRows, type ExportedKind, type ExportedRow } from './exported-tables.ts';
import { hashOver } from './export-line.ts';

/** Rows of one chunk; of keys whose secrets are asked for, since each of those is a gate to ask. */
const rowsAtOnce = 100;
const secretsAtOnce = 25;

/** Where an export is: in which table, behind which row, after how many lines with which hash. */
interface Place {
  readonly kind: number;
  readonly row: number;
  readonly n: number;
  readonly hash: string;
}

/**
 * The next lines of an export, and the cursor of the ones after. With `publicKey`, the secrets of keys that can be shown
 * and the credentials of images are in it, each for the holder of the private key alone and with a line in the audit.
 *
 * Throws `invalid_cursor`, `record_unavailable`, and what a gate refuses to give its secret with.
 */
export async function exportChunk(
  ask: { readonly cursor?: string | undefined; readonly publicKey?: string | undefined },
  context: Context,
): Promise<{ lines: string[]; next: string | null }> {
  const { env } = context;
  const scope: ListScope = { list: 'export', project: '', filter: { publicKey: ask.publicKey } };
  const writer = await startChunk(ask.cursor, scope, context);
  const kind = exportedKinds[writer.place.kind];
  if (kind === undefined) throw new Problem('invalid_cursor');
  const most = hasSecrets(kind) && ask.publicKey !== undefined ? secretsAtOnce : rowsAtOnce;
  const rows = await rowsOf(kind, writer.place.row, most, env);
  const sealed = await Promise.all(rows.map((row) => secretOf(kind, row, ask.publicKey, context)));
  for (const [at, { place: _, ...data }] of rows.entries())
    await writer.add({ kind, data, ...(sealed[at] && { sealed: sealed[at] }) });
  const row = rows.at(-1)?.place ?? writer.place.row;
  const isOver = rows.length < most;
  const next = isOver ? { kind: writer.place.kind + 1, row: 0 } : { kind: writer.place.kind, row };
  if (next.kind < exportedKinds.length) {
    const { n, hash } = writer.end();
    return { lines: writer.lines, next: await signCursor([next.kind, next.row, n, hash], scope, env) };
  }
  await writer.add({ kind: 'end', data: { hash: writer.end().hash } });
  return { lines: writer.lines, next: null };
}

async function rowsOf(kind: ExportedKind, row: number, most: number, env: Env): Promise<ExportedRow[]> {
  if (kind !== 'person') return readRows(env.RECORD, kind, row, most).catch(recordGone);
  return orThrow(await askDirectory(env, (directory) => directory.exportPeople(row, most)));
}

async function startChunk(cursor: string | undefined, scope: ListScope, context: Context) {
  if (cursor !== undefined) {
    const [kind = 0, row = 0, n = 0, hash = ''] = await openCursor(cursor, scope, context.env);
    return createWriter({ kind: Number(kind), row: Number(row), n: Number(n), hash: String(hash) });
  }
  await noteExport(scope.filter?.['publicKey'] !== undefined, context);
  const writer = createWriter({ kind: 0, row: 0, n: 0, hash: '' });
  const { GATEWAY } = context.env;
  const auditKey = await auditKeyPrint(await keyring(context.env));
  await writer.add({ kind: 'header', data: { format: 1, gateway: GATEWAY, at: Date.now(), auditKey } });
  return writer;
}

/** Numbers lines and keeps their hash. */
function createWriter(place: Place) {
  const lines: string[] = [];
  let { n, hash } = place;
  return {
    place,
    lines,
    end: () => ({ n, hash }),
    async add(line: object): Promise<void> {
      n += 1;
      const text = JSON.stringify({ n, ...line });
      hash = await hashOver(hash, text);
      lines.push(text);
    },
  };
}

const hasSecrets = (kind: ExportedKind) => kind === 'key' || kind === 'image';

async function secretOf(
  kind: ExportedKind,
  row: ExportedRow,
  publicKey: string | undefined,
  context: Context,
): Promise<string | null> {
  if (publicKey === undefined || !hasSecrets(kind)) return null;
  const id = String(row['id']);
  const secret = await (kind === 'key'
    ? keySecret(id, row, publicKey, context)
    : imageSecret(id, row, publicKey, context));
  if (secret.ok) return secret.value;
  if (['key_deleted', 'key_show_once', 'key_not_found'].includes(secret.code)) return null; // Changed meanwhile.
  throw new Problem(secret.code);
}

async function keySecret(id: string, row: ExportedRow, publicKey: string, context: Context) {
  if (row['status'] === 'deleted' || row['show_once'] === 1) return ok(null);
  return askGate(id, context.env, (gate) => gate.exportSecret(publicKey, by(context)));
}

async function imageSecret(id: string, row: ExportedRow, publicKey: string, context: Context) {
  if (row['credential_in'] === null) return ok(null);
  return askImage(id, context.env, (gate) => gate.exportCredential(publicKey, by(context)));
}

/** That the deployment was exported, and by whom, is in the audit before the first line is out. */
async function noteExport(withSecrets: boolean, context: Context): Promise<void> {
  const about = { subject: 'prj_default', projectId: 'prj_default', action: 'deployment.export' } as const;
  const entry = { ...by(context), ...about, opId: crypto.randomUUID(), outcome: 'done', rev: null } as const;
  const touch = context.env.RECORD.prepare("UPDATE projects SET id = id WHERE id = 'prj_default'");
  const line = { ...entry, at: Date.now(), before: null, after: { withSecrets } };
  await recordWithAudit(context.env, line, [touch]).catch(recordGone);
}
