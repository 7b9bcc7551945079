import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Call, Pass } from '../gate/admission.ts';
import { log } from '../log.ts';
import { within, type After } from '../patience.ts';
import { createIsolateLeases, type LeasedUse } from './leases.ts';

const patienceMs = 2_000;

const leases = createIsolateLeases(() => Date.now());

interface Place {
  readonly env: Env;
  readonly ctx: ExecutionContext;
  readonly after: After;
}

/**
 * Whether the key's gate lets a call pass: asked, or, for a moment and only where the gate of a hot key allowed it, as it
 * answered the same question before.
 */
export async function admit(keyId: string, call: Call, { env, ctx, after }: Place): Promise<Result<Pass>> {
  const leased = leases.answer(keyId, call);
  if (leased !== undefined) return ok(leased);
  const askedAt = Date.now();
  const verdict = await ask(keyId, call, env, after);
  const over = leases.keep(keyId, call, verdict, askedAt);
  if (verdict.ok && over !== null) ctx.waitUntil(tellUses(keyId, call, verdict.value, over, env));
  return verdict;
}

/** Tells the gate what a lease let through, once it is over. Nobody waits for it; lost, it is missed in the counts. */
async function tellUses(
  keyId: string,
  call: Call,
  { session, leaseMs }: Pass,
  over: () => LeasedUse,
  env: Env,
): Promise<void> {
  await scheduler.wait(leaseMs);
  const used = over();
  if (used.calls === 0 || session === null) return;
  await env.GATE.getByName(keyId)
    .noteLeased(call, session, used)
    .catch((error: unknown) => log({ event: 'gate_unavailable', error }));
}

/**
 * Asks the key's gate about a call. Whatever goes wrong on the way is `gate_unavailable`, never a yes.
 *
 * Asked again once, and only where the platform says that it may help: an overloaded gate must not be asked
 * more.
 */
async function ask(keyId: string, call: Call, env: Env, after: After): Promise<Result<Pass>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // A fresh stub each time: a broken one stays broken.
      return await within(patienceMs, judged(keyId, call, env), after);
    } catch (error) {
      const { retryable = false, overloaded = false } = error as {
        retryable?: boolean;
        overloaded?: boolean;
      }; // As the platform marks its errors.
      if (attempt > 1 || !retryable || overloaded) {
        log({ event: 'gate_unavailable', error });
        return refuse('gate_unavailable');
      }
    }
  }
}

/** Its own function, so that the RPC's answer is plainly what the gate promises. */
async function judged(keyId: string, call: Call, env: Env): Promise<Result<Pass>> {
  return JSON.parse(await env.GATE.getByName(keyId).admit(call)) as Result<Pass>; // As it promises.
}
