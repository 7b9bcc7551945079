import * as v from 'valibot';

import type { Operation } from '../../shared/api/operations/operation.ts';
import type { Context } from '../context.ts';
import type { Order } from '../http/api.ts';
import { Problem, recordGone } from '../http/problem.ts';
import { log } from '../log.ts';
import { keyring, type Keyring } from '../secrets/keyring.ts';
import { createIdempotencyTable, type Attempt, type Standing } from './idempotency-table.ts';
import { readIdempotencyKey } from './idempotency-key.ts';

/**
 * Makes something once: what was already made under this Idempotency-Key, by the same principal, method, path and body,
 * is answered again, without its secret. What was refused or failed has made nothing, so its key is free again.
 *
 * Refusals: those of `readIdempotencyKey`, `request_in_progress`, `idempotency_key_reused`, `record_unavailable` (not for
 * what is repeatable), and those of `make`.
 */
export async function runOnce(
  order: Order,
  context: Context,
  make: () => Promise<unknown>,
): Promise<unknown> {
  const table = createIdempotencyTable(context.env.RECORD);
  const attempt = await attemptOf(order, context);
  // What is safe to repeat does not wait for the record: it may be what closes something.
  const unknown = order.operation.repeatable ? () => null : recordGone;
  const standing = await table.claim(attempt, Date.now()).catch(unknown);
  if (standing !== null) return replay(standing, attempt);
  const output = await make().catch(async (error: unknown) => {
    await table.release(attempt).catch(forgotten);
    throw error;
  });
  // It is made, so it must be answered. Unsaved, the key stays taken for a minute.
  await table.save(attempt, JSON.stringify(withoutSecret(output, order.operation))).catch(forgotten);
  return output;
}

function replay({ body, answer }: Standing, attempt: Attempt): unknown {
  if (body !== attempt.body) throw new Problem('idempotency_key_reused');
  if (answer === null) throw new Problem('request_in_progress', { headers: { 'retry-after': '1' } });
  return JSON.parse(answer);
}

/** Picked field by field, so that nothing which `replayed` does not name is ever stored. */
function withoutSecret(output: unknown, { replayed }: Operation): unknown {
  if (replayed === undefined || typeof output !== 'object') return output;
  return v.parse(replayed, { ...output, secret: null, secretAvailable: 'reveal' });
}

async function attemptOf({ request, body }: Order, { actor, requestId, env }: Context): Promise<Attempt> {
  const keys = await keyring(env);
  const { pathname } = new URL(request.url);
  const scope = [actor, request.method, pathname, readIdempotencyKey(request)].join('\n');
  const [id, print] = await Promise.all([
    fingerprint(new TextEncoder().encode(scope), keys),
    fingerprint(body, keys),
  ]);
  return { id, body: print, run: requestId };
}

/** HMAC-SHA-256, in hexadecimal digits. Keyed: a body may hold an upstream's credential, which a plain hash would let guess. */
async function fingerprint(bytes: ArrayBufferView, { print }: Pick<Keyring, 'print'>): Promise<string> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', print, bytes)).toHex();
}

function forgotten(error: unknown): void {
  log({ event: 'idempotency_unsaved', error });
}
