import { refuse, type Result } from '../../shared/result.ts';
import { log } from '../log.ts';
import { within, type After } from '../patience.ts';
import { keyring } from '../secrets/keyring.ts';
import type { ImageGate } from './image-gate.ts';
import { isImageId } from './image-id.ts';

const patienceMs = 8_000;

type Ask<T> = (gate: DurableObjectStub<ImageGate>) => Promise<Result<T>>;

/**
 * Asks the gate of the image called `id`. Ids that this deployment never made are `image_not_allowed`, before a gate is
 * touched; whatever goes wrong on the way is `gate_unavailable`, never a yes.
 */
export async function askImage<T>(id: string, env: Env, ask: Ask<T>): Promise<Result<T>> {
  if (!(await isImageId(id, await keyring(env)))) return refuse('image_not_allowed');
  return askOwnImage(id, env, ask);
}

/** The same for an id that was looked at already, and is one of this deployment's. */
export async function askOwnImage<T>(id: string, env: Env, ask: Ask<T>, after?: After): Promise<Result<T>> {
  try {
    return await within(patienceMs, ask(env.IMAGE.getByName(id)), after);
  } catch (error) {
    log({ event: 'gate_unavailable', error });
    return refuse('gate_unavailable');
  }
}
