import type { KeyFilter, KeySort } from '../../shared/key/filter.ts';
import type { Position } from '../../worker/http/cursor.ts';
import { createKeyQuery } from '../../worker/keys/key-query.ts';
import { seedAudit, seedKeys } from '../support/seed.ts';
import { openRecord } from './open-record.ts';
import { measureReads } from './measure-reads.ts';

const project = 'prj_default';
const page = 26; // 25, and one to know whether there are more.
const repeat = 20;
const rounds = 15;
const warmUp = 3;

interface Page {
  readonly filter: KeyFilter;
  readonly sort: KeySort;
  /** Which part of the list lies before it, 0 to 1. */
  readonly depth: number;
}

const pages = {
  firstPage: { filter: {}, sort: 'created', depth: 0 },
  deepPage: { filter: {}, sort: 'created', depth: 0.9 },
  search: { filter: { search: 'nothing but hay' }, sort: 'created', depth: 0 },
  filter: { filter: { status: 'disabled' }, sort: 'created', depth: 0 },
} as const satisfies Record<string, Page>;
type Name = keyof typeof pages;

/**
 * What pages of keys cost in a record of 100,000 keys and 1,000,000 lines of audit, against one of 1,000 keys and none.
 *
 * Seeded rows have no gates: they can be listed, not used. Each statement runs twenty times in one go, so
 * that records are compared and not ways to reach them; both are asked in turn, and medians compared.
 */
export async function benchRecord(say: (line: string) => void): Promise<object> {
  const [small, large] = [await openRecord(), await openRecord()];
  try {
    say('Seeding 1,000 keys');
    await seedKeys(small.db, project, 1_000);
    say('Seeding 100,000 keys and 1,000,000 lines of audit');
    await seedKeys(large.db, project, 100_000);
    await seedAudit(large.db, project, 1_000_000);
    say('Reading');
    const names = Object.keys(pages) as Name[]; // Object.keys widens to string.
    const found = [];
    for (const name of names) found.push([name, await compare(small.db, large.db, pages[name])] as const);
    return {
      ratios: Object.fromEntries(found.map(([name, { ratio }]) => [`${name}100kVs1k`, ratio])),
      rowsRead: Object.fromEntries(found.map(([name, { rows }]) => [name, rows])),
      milliseconds: Object.fromEntries(found.map(([name, { took }]) => [name, took])),
    };
  } finally {
    await Promise.all([small.close(), large.close()]);
  }
}

async function compare(small: D1Database, large: D1Database, asked: Page) {
  const costs: { readonly small: Cost; readonly large: Cost }[] = [];
  for (let round = 0; round < rounds + warmUp; round += 1)
    costs.push({ small: await costOf(small, 1_000, asked), large: await costOf(large, 100_000, asked) });
  const measured = costs.slice(warmUp);
  const took = {
    keys1k: median(measured.map((cost) => cost.small.took)),
    keys100k: median(measured.map((cost) => cost.large.took)),
  };
  const rows = { keys1k: measured[0]?.small.read, keys100k: measured[0]?.large.read };
  return { ratio: round2(took.keys100k / took.keys1k), took, rows };
}

interface Cost {
  readonly took: number;
  readonly read: number;
}

/** One page, with its total where it is the first. */
async function costOf(record: D1Database, keys: number, { filter, sort, depth }: Page): Promise<Cost> {
  const { db, read, took } = measureReads(record, repeat);
  const query = createKeyQuery(db, { projectId: project, filter, sort }, Date.now());
  const start: Position | null = depth === 0 ? null : [Math.floor(keys * (1 - depth)), 'key_'];
  const rows = await query.rows(start, page);
  if (rows.length < page) await query.endOf(start);
  if (start === null) await query.total();
  return { took: took(), read: read() };
}

function median(values: readonly number[]): number {
  return round2(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
