import * as v from 'valibot';

import { errorCodes } from '../../shared/errors.ts';
import type { Objection } from '../gate/watchers.ts';

const objectionSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    code: v.picklist(errorCodes),
    detail: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
  }),
);

/** What a gate or a bridge says against a call, as it comes over a connection; `null`: nothing understandable. */
export function readObjection(said: unknown): Objection | null {
  const parsed = v.safeParse(objectionSchema, said);
  return parsed.success ? parsed.output : null;
}
