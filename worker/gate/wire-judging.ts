import { createAdmission, type AdmissionDeps } from './admission.ts';
import { createJudgement } from './judgement.ts';
import type { Pins } from './pins.ts';
import { createVerify } from './verify.ts';

interface Made extends Omit<AdmissionDeps, 'judge'> {
  readonly pins: Pins;
}

/** What judges calls, and what answers questions about them, by one door and one judgement. */
export function wireJudging({ pins, ...rest }: Made) {
  const judge = createJudgement(pins);
  return {
    judge: createAdmission({ ...rest, judge }),
    verify: createVerify(rest.door, judge, rest.policyOf),
  };
}
