import * as v from 'valibot';

import { keyIdSchema } from '../../shared/ids.ts';
import type { Operation } from '../../shared/api/operations/operation.ts';
import type { Context } from '../context.ts';
import type { Order } from '../http/api.ts';
import { Problem, recordGone } from '../http/problem.ts';
import { log } from '../log.ts';
import { keyring, type Keyring } from '../secrets/keyring.ts';
import type { Answers, Attempt, Standing } from './answers.ts';
import { answersAtGate } from './answers-at-gate.ts';
import { createIdempotencyTable } from './idempotency-table.ts';
import { readIdempotencyKey } from './idempotency-key.ts';

/**
 * Makes something once: what was already made under this Idempotency-Key, by the same principal, method, path and body,
 * is answered again, without its secret. What was refused or failed has made nothing, so its key is free again.
 *
 * Refusals: those of `readIdempotencyKey`, `request_in_progress`, `idempotency_key_reused`, those of whoever keeps the
 * answers, and those of `make`.
 */
export async function runOnce(
  order: Order,
  context: Context,
  make: () => Promise<unknown>,
): Promise<unknown> {
  const answers = answersFor(order, context.env);
  const attempt = await attemptOf(order, context);
  const standing = await answers.claim(attempt, Date.now());
  if (standing !== null) return replay(standing, attempt);
  const output = await make().catch(async (error: unknown) => {
    await answers.release(attempt).catch(forgotten);
    throw error;
  });
  // It is made, so it must be answered. Unsaved, the key stays taken for a minute.
  await answers.save(attempt, JSON.stringify(withoutSecret(output, order.operation))).catch(forgotten);
  return output;
}

/** What may be repeated closes something, so it does not wait for the record; of what is made the record knows. */
function answersFor({ operation, input }: Order, env: Env): Answers {
  if (operation.repeatable) return answersAtGate(v.parse(aboutKey, input).id, env);
  const table = createIdempotencyTable(env.RECORD);
  return { ...table, claim: (attempt, now) => table.claim(attempt, now).catch(recordGone) };
}

const aboutKey = v.object({ id: keyIdSchema });

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
