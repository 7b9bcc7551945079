import * as v from 'valibot';

import { parseJson } from '../../shared/parse-json.ts';
import { hexDigest } from '../secrets/hex.ts';
import { exportedKinds } from './exported-tables.ts';

/**
 * One line of an export: `{"n":1,"kind":"header","data":{"format":1,…}}`, then the rows of each table, at last
 * `{"n":…,"kind":"end","data":{"hash":…}}`. `n` counts from 1, so that a gap shows; the hash is over all lines before it.
 */
const lineSchema = v.variant('kind', [
  v.strictObject({
    n: v.literal(1),
    kind: v.literal('header'),
    data: v.looseObject({
      format: v.literal(1),
      /** The fingerprint of the key that the audit was chained under. */
      auditKey: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))),
    }),
  }),
  v.strictObject({
    n: v.number(),
    kind: v.picklist(exportedKinds),
    data: v.record(v.string(), v.unknown()),
    /** The key's secret for whoever holds the private key; see `sealForAdmin`. */
    sealed: v.optional(v.string()),
  }),
  v.strictObject({ n: v.number(), kind: v.literal('end'), data: v.strictObject({ hash: v.string() }) }),
]);
export type ExportLine = v.InferOutput<typeof lineSchema>;

/** `null`: it is no line of an export. */
export function readLine(text: string): ExportLine | null {
  const parsed = v.safeParse(lineSchema, parseJson(text)); // No JSON is no line.
  return parsed.success ? parsed.output : null;
}

/** The hash after one more line: SHA-256 of the one before and the line's text, in hexadecimal digits. */
export function hashOver(hash: string, text: string): Promise<string> {
  return hexDigest(`${hash}\n${text}`);
}
