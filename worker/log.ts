import { secretPattern } from '../shared/secret-pattern.ts';

/** What may be logged. A field that is not here cannot be; none of them holds input as it came. */
export interface LogLine {
  readonly event: string;
  readonly requestId?: string;
  readonly route?: string;
  readonly code?: string;
  readonly job?: string;
  readonly image?: string;
  readonly era?: string;
  /** The number of an anchor of the audit, and its `mac`. */
  readonly anchor?: number;
  readonly mac?: string;
  readonly ms?: number;
  readonly bytes?: number;
  readonly error?: unknown;
}

/** Writes one line of JSON. Anything that looks like a credential is left out, whole or cut off. */
export function log({ error, ...line }: LogLine): void {
  const failure =
    error === undefined
      ? {}
      : { error: error instanceof Error ? `${error.name}: ${error.message}` : 'thrown' };
  // oxlint-disable-next-line no-console -- the one place that writes logs
  console.log(JSON.stringify({ ...line, ...failure }).replace(secretPattern, '$1[redacted]'));
}
