import { refuse, type Result } from '../../shared/result.ts';
import type { Call, Pass } from '../gate/admission.ts';
import { log } from '../log.ts';
import { within } from '../patience.ts';

const patienceMs = 2_000;

/**
 * Asks the key's gate about a call. Whatever goes wrong on the way is `gate_unavailable`, never a yes.
 *
 * Asked again once, and only where the platform says that it may help: an overloaded gate must not be asked
 * more.
 */
export async function admit(keyId: string, call: Call, env: Env): Promise<Result<Pass>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // A fresh stub each time: a broken one stays broken.
      return await within(patienceMs, judged(keyId, call, env));
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
  return env.GATE.getByName(keyId).admit(call);
}
