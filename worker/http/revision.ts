import { Problem } from './problem.ts';

/**
 * The revision that a change builds on, from `If-Match: "r12"`; `undefined` for `*`.
 *
 * Refusals: `precondition_required` where there is no header; `invalid_request` for a weak tag, several, or one that
 * never was ours. RFC 9110, section 13.1.1: comparison is strong, so a weak tag could match nothing.
 */
export function readIfMatch({ headers }: Request): number | undefined {
  const sent = headers.get('if-match');
  if (sent === null) throw new Problem('precondition_required');
  if (sent.trim() === '*') return undefined;
  const rev = /^"r([1-9]\d{0,14})"$/.exec(sent.trim())?.[1];
  if (rev !== undefined) return Number(rev);
  const message = 'Expected one strong ETag, as "r12" with its quotes, or *';
  throw new Problem('invalid_request', { fields: [{ pointer: '/If-Match', message }] });
}

/** `ETag: "r12"` where the answer is one thing with a revision, or tells of one such thing that was changed. */
export function writeTag(output: unknown): Record<string, string> {
  if (!isObject(output)) return {};
  const things = [output, ...Object.values(output).filter(isObject)].filter((each) => 'rev' in each);
  const [thing, other] = things;
  return thing === undefined || other !== undefined ? {} : { etag: `"r${String(thing['rev'])}"` };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
