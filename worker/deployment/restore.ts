import * as v from 'valibot';

import type { Output } from '../../shared/api/contract.ts';
import { policyFields, policyOf } from '../../shared/policy/policy.ts';

import { isWritten } from '../audit/audit-table.ts';
import { auditKeyPrint } from '../audit/key-print.ts';
import { recordWithAudit } from '../audit/record-with-audit.ts';
import { by, type Context } from '../context.ts';
import { Problem, recordGone } from '../http/problem.ts';
import { createShelf } from '../policies/shelf.ts';
import { keyring } from '../secrets/keyring.ts';
import { hashOver, readLine, type ExportLine } from './export-line.ts';
import { insertRows, recordKinds, type ExportedKind } from './exported-tables.ts';
import { restoreImages } from './restore-images.ts';
import { restorePeople } from './restore-people.ts';
import { restoreKeys } from './restore-keys.ts';
import { createRestoreTable, type Restore } from './restore-table.ts';

type Step = Output<'restoreDeployment'>;
type RowLine = Extract<ExportLine, { kind: ExportedKind }>;

/**
 * Takes the next lines of an export in. Lines that are in already are passed over, so sending some again is harmless;
 * the first ones start a restore, which only an empty deployment takes.
 *
 * Throws `deployment_not_empty`, `export_damaged` (a gap, a line that is none, another hash), `record_unavailable`.
 */
export async function restoreChunk(
  {
    lines,
    secrets,
  }: { readonly lines: readonly string[]; readonly secrets: Readonly<Record<string, string>> },
  context: Context,
): Promise<Step> {
  const table = createRestoreTable(context.env.RECORD);
  const read = lines.map(orDamaged);
  const before = (await table.read().catch(recordGone)) ?? (await start(read[0], context));
  const { fresh, after } = await follow(read, lines, before);
  const rows = fresh.filter((line): line is RowLine => line.kind !== 'header' && line.kind !== 'end');
  const of = (wanted: ExportedKind) => rows.filter(({ kind }) => kind === wanted);
  await restoreRows(await withAuditKey(rows, before, context.env), context.env);
  await restorePeople(of('person'), context);
  const images = await restoreImages(of('image'), secrets, context);
  const keys = await restoreKeys(of('key'), secrets, context);
  const isDone = fresh.at(-1)?.kind === 'end';
  if (isDone) await noteRestore(after, context);
  await (isDone ? table.end() : table.note(after)).catch(recordGone);
  return { restored: after.lines, keys, images, done: isDone };
}

function orDamaged(text: string): ExportLine {
  const line = readLine(text);
  if (line === null) throw new Problem('export_damaged');
  return line;
}

async function start(first: ExportLine | undefined, { env }: Context): Promise<Restore> {
  if (first?.kind !== 'header') throw new Problem('export_damaged');
  const auditKey = first.data.auditKey ?? null;
  const started = await createRestoreTable(env.RECORD).start(auditKey, Date.now()).catch(recordGone);
  if (!started) throw new Problem('deployment_not_empty');
  await createShelf(env.SHELF).publishDefault();
  return { lines: 0, hash: '', auditKey };
}

/** The lines that are not in yet, and where the restore is after them. */
async function follow(read: readonly ExportLine[], texts: readonly string[], before: Restore) {
  const fresh: ExportLine[] = [];
  let after = before;
  for (const [at, line] of read.entries()) {
    if (line.n <= after.lines) continue;
    if (line.n !== after.lines + 1) throw new Problem('export_damaged');
    if (line.kind === 'end' && line.data.hash !== after.hash) throw new Problem('export_damaged');
    after = { ...after, lines: line.n, hash: await hashOver(after.hash, texts[at] ?? '') };
    fresh.push(line);
  }
  return { fresh, after };
}

/** Says of each line of the audit whose key it was chained under, where that is not ours. */
async function withAuditKey(lines: readonly RowLine[], { auditKey }: Restore, env: Env): Promise<RowLine[]> {
  const ours = await auditKeyPrint(await keyring(env));
  return lines.map((line) => {
    if (line.kind !== 'audit') return line;
    const key = line.data['other_key'] ?? auditKey;
    return { ...line, data: { ...line.data, other_key: key === ours ? null : key } };
  });
}

/** That all is back, and how many lines of the audit cannot be checked here, is in the audit. */
async function noteRestore({ lines, hash }: Restore, context: Context): Promise<void> {
  const about = { subject: 'prj_default', projectId: 'prj_default', action: 'deployment.restore' } as const;
  const counted = context.env.RECORD.prepare('SELECT count(*) AS n FROM audit WHERE other_key IS NOT NULL');
  const otherKey = (await counted.first<number>('n').catch(recordGone)) ?? 0;
  // Named by what it is about, so that asking for the last step again does not tell it twice.
  const named = { opId: `restore-${hash}`, outcome: 'done', rev: null, at: Date.now() } as const;
  const line = { ...by(context), ...about, ...named, before: null, after: { lines, otherKey } };
  await recordWithAudit(context.env, line, []).catch((error: unknown) => {
    if (!isWritten(error)) recordGone();
  });
}

/**
 * Everything but what has a gate, table by table; a policy's version is on the shelf before a key can point to it. Webhooks
 * come back switched off: this may be a copy, and signs with another secret where its master is another.
 */
async function restoreRows(lines: readonly RowLine[], env: Env): Promise<void> {
  for (const kind of recordKinds.filter((each) => each !== 'key' && each !== 'image')) {
    const told = lines.filter((line) => line.kind === kind).map(({ data }) => data);
    const rows = kind === 'webhook' ? told.map((data) => ({ ...data, enabled: 0 })) : told;
    if (rows.length === 0) continue;
    await insertRows(env.RECORD, kind, rows).run().catch(recordGone);
    if (kind === 'policy_version') await Promise.all(rows.map((row) => publish(row, env)));
  }
}

async function publish(row: Readonly<Record<string, unknown>>, env: Env): Promise<void> {
  if (row['adopted_at'] === null) return;
  const fields = v.safeParse(v.object(policyFields), JSON.parse(String(row['body'])));
  if (!fields.success) throw new Problem('export_damaged');
  await createShelf(env.SHELF).publish(
    policyOf(String(row['policy_id']), Number(row['version']), fields.output),
  );
}
