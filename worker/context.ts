import type { By } from './audit/entry.ts';
import type { Proof } from './devices/proof.ts';
import type { Place } from './http/problem.ts';
import type { Principal } from './people/principal.ts';

/** What every operation works with: the bindings, who is asking, and from where. */
export interface Context extends Place, By {
  readonly env: Env;
  /** Whoever asks, with what they may; `actor` and `device` are its own. */
  readonly principal: Principal;
  /** Of an operation that asks for a proof and nothing else; `null` for all others. */
  readonly proof: Proof | null;
  /** `null` where no trusted header tells it (see `clientIp`). */
  readonly ip: string | null;
  /** Lets work go on after the answer. Nothing that was promised in it may hang on that. */
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** Who asks, as the audit has it. */
export function by({ actor, device, requestId }: Context): By {
  return { actor, device, requestId };
}
