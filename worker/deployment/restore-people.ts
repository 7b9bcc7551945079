import * as v from 'valibot';

import { personSchema } from '../../shared/people/person.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem } from '../http/problem.ts';
import { askDirectory } from '../people/ask-directory.ts';

/**
 * Gives the people back to the directory, with their roles and whom they sign in as; their devices and console tokens were
 * not exported. Throws `export_damaged`, `record_unavailable`, `directory_unavailable`.
 */
export async function restorePeople(
  lines: readonly { readonly data: Readonly<Record<string, unknown>> }[],
  context: Context,
): Promise<void> {
  if (lines.length === 0) return;
  const parsed = v.safeParse(
    v.array(personSchema),
    lines.map(({ data }) => data),
  );
  if (!parsed.success) throw new Problem('export_damaged');
  orThrow(
    await askDirectory(context.env, (directory) => directory.restorePeople(parsed.output, by(context))),
  );
}
