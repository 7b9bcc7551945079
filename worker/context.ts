import type { By } from './audit/entry.ts';
import type { ApiContext } from './http/api.ts';

/** What every operation works with: the bindings, and who is asking. */
export interface Context extends ApiContext, By {
  readonly env: Env;
}

/** Who asks, as the audit has it. */
export function by({ actor, device, requestId }: Context): By {
  return { actor, device, requestId };
}
