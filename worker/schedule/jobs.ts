import { checkImages } from '../images/check-image.ts';
import { endClosedImages } from '../images/end-sessions.ts';
import { runOutbox } from '../webhooks/run-outbox.ts';
import { anchorAudit } from './anchor-audit.ts';
import { expireKeys } from './expire-keys.ts';
import { forgetAnswers } from './forget-answers.ts';
import type { Job } from './job.ts';
import { sweepGates } from './sweep-gates.ts';
import { tellPolicies } from './tell-policies.ts';

/** Everything that is done every minute. Each runs by itself: none waits for another, or falls with it. */
export const jobs: readonly Job[] = [
  sweepGates,
  expireKeys,
  forgetAnswers,
  checkImages,
  endClosedImages,
  runOutbox,
  tellPolicies,
  anchorAudit,
];
