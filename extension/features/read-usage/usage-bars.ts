import type { UsageGroup, UsageRow } from '../../../shared/api/operations/usage.ts';

const mostParts = 5; // As many as can be told apart by their colours; the rest is one.

/** What a bar for each day is made of, from the bottom up. */
export interface UsageBars {
  /** Every one of the days that were asked for: `2026-11-25`. */
  readonly days: readonly string[];
  readonly parts: readonly UsagePart[];
}

export interface UsagePart {
  /** A key, an image, a tool, a refusal; or one of the sums of many. */
  readonly name: string | null;
  readonly sum: 'let_through' | 'refused' | 'others' | null;
  /** Calls, let through or refused, day by day. */
  readonly values: readonly number[];
}

/** Bars from rows that were gathered by day and `by`. Those that were used most stand at the bottom, in one order for all days. */
export function barsOf(rows: readonly UsageRow[], by: UsageGroup, days: readonly string[]): UsageBars {
  const sumOf = (of: readonly UsageRow[], count: (row: UsageRow) => number) =>
    days.map((day) => total(of.filter((row) => row.day === day).map(count)));
  if (by === 'day') {
    const letThrough = sumOf(rows, ({ calls }) => calls);
    const refused = sumOf(rows, (row) => row.refused);
    const parts = [
      { name: null, sum: 'let_through', values: letThrough },
      { name: null, sum: 'refused', values: refused },
    ] as const;
    return { days, parts };
  }
  const names = [...new Set(rows.map((row) => row[by] ?? ''))]
    .map((name) => ({ name, of: rows.filter((row) => (row[by] ?? '') === name) }))
    .toSorted((one, other) => total(other.of.map(use)) - total(one.of.map(use)));
  const others = names.slice(mostParts).flatMap(({ of }) => of);
  const parts: UsagePart[] = names
    .slice(0, mostParts)
    .map(({ name, of }) => ({ name, sum: null, values: sumOf(of, use) }));
  if (others.length > 0) parts.push({ name: null, sum: 'others', values: sumOf(others, use) });
  return { days, parts };
}

function use({ calls, refused }: UsageRow): number {
  return calls + refused;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

const day = 24 * 3600 * 1000;
const mostDays = 366;

/** The days from one to another, both inclusive, a year at most; none where they are no days. */
export function daysFrom(from: string, to: string): readonly string[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (!(start <= end)) return [];
  const count = Math.min(mostDays, Math.floor((end - start) / day) + 1);
  return Array.from({ length: count }, (_, at) => new Date(start + at * day).toISOString().slice(0, 10));
}
