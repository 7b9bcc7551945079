import type { Pass } from '../gate/admission.ts';
import type { KeyGate } from '../gate/key-gate.ts';
import { standingHeaders } from './rate-limit.ts';

/** What an answer is told to as it goes to its client. */
export interface Account {
  /** So many bytes of it have gone. */
  readonly count: (bytes: number) => void;
  /** It is over, whichever side ended it. To be called once. Never rejects. */
  readonly close: () => Promise<void>;
}

/**
 * Answers a call that was charged: says where the key stands, and sees to it that the call's slot is given back, by
 * `answer` once what it gives has ended, or here where it gives nothing.
 */
export async function charged(
  answer: (account: Account) => Promise<Response>,
  { slot, standing }: Pass,
  count: Account['count'],
  gate: () => DurableObjectStub<KeyGate>,
): Promise<Response> {
  // Lost on its way, the slot comes free by itself a little later.
  const close = async () => {
    if (slot !== null)
      await gate()
        .giveBack(slot)
        .catch(() => undefined);
  };
  try {
    return withStanding(await answer({ count, close }), standing);
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

function withStanding(response: Response, standing: Pass['standing']): Response {
  for (const [name, value] of Object.entries(standingHeaders(standing))) response.headers.set(name, value);
  return response;
}
