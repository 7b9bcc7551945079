import { Problem } from '../http/problem.ts';

/**
 * The `Idempotency-Key` that what is to be made goes by: 1 to 255 visible ASCII characters.
 *
 * Refusals: `idempotency_key_required`, `invalid_request`.
 */
export function readIdempotencyKey({ headers }: Request): string {
  const key = headers.get('idempotency-key');
  if (key === null || key === '') throw new Problem('idempotency_key_required');
  if (/^[!-~]{1,255}$/.test(key)) return key;
  const message = 'Expected 1 to 255 visible ASCII characters';
  throw new Problem('invalid_request', { fields: [{ pointer: '/Idempotency-Key', message }] });
}
