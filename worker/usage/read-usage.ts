import type { UsageGroup, UsageRow } from '../../shared/api/operations/usage.ts';

export interface UsageFilter {
  readonly project: string;
  /** `2026-11-25`, inclusive, as `to` is. */
  readonly from: string;
  readonly to: string;
  readonly key?: string | undefined;
  readonly image?: string | undefined;
  readonly tool?: string | undefined;
}

const column = { day: 'day', key: 'key_id', image: 'image', tool: 'tool', code: 'code' } as const;

/** Up to `most` rows, those with the most calls first. Rejects where D1 cannot be reached. */
export async function readUsage(
  db: D1Database,
  { project, from, to, ...filter }: UsageFilter,
  by: readonly UsageGroup[],
  most: number,
): Promise<UsageRow[]> {
  const wanted = (['key', 'image', 'tool'] as const).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ condition: `${column[name]} = ?`, value }];
  });
  const groups = by.map((name) => column[name]);
  const where = ['project_id = ? AND day BETWEEN ? AND ?', ...wanted.map(({ condition }) => condition)];
  const { results } = await db
    .prepare(
      `SELECT ${by.map((name) => `${column[name]} AS "${name}", `).join('')}
         sum(iif(code = '', calls, 0)) AS calls, sum(iif(code = '', 0, calls)) AS refused,
         sum(bytes_in) AS bytesIn, sum(bytes_out) AS bytesOut
       FROM usage WHERE ${where.join(' AND ')} GROUP BY ${groups.join(', ')}
       ORDER BY calls DESC, refused DESC, ${groups.join(', ')} LIMIT ?`,
    )
    .bind(project, from, to, ...wanted.map(({ value }) => value), most)
    .all<UsageRow>();
  return results;
}
