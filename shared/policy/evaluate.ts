import { ok, refuse, type Result } from '../result.ts';
import type { Policy } from './policy.ts';

/** What a call wants to do, as far as a policy has a say in it. */
export interface PolicyQuestion {
  readonly image: string;
}

/** Whether `policy` lets a call through; the same answer filters lists. Refusal: `image_not_allowed`. */
export function evaluate(policy: Policy, question: PolicyQuestion): Result<null> {
  if (policy.images !== 'all' && !policy.images.includes(question.image)) return refuse('image_not_allowed');
  return ok(null);
}
