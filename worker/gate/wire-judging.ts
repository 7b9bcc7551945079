import { createAdmission, type AdmissionDeps } from './admission.ts';
import type { createEndings } from './endings.ts';
import { createJudgement } from './judgement.ts';
import type { Pins } from './pins.ts';
import { createVerify } from './verify.ts';

interface Made extends Omit<AdmissionDeps, 'judge' | 'isLive'> {
  readonly pins: Pins;
  readonly endings: ReturnType<typeof createEndings>;
}

/** What judges calls, and what answers questions about them, by one door and one judgement. */
export function wireJudging({ pins, endings, ...rest }: Made) {
  const judge = createJudgement(pins);
  return {
    judge: createAdmission({ ...rest, judge, isLive: endings.isLive }),
    verify: createVerify(rest.door, judge, rest.policyOf),
  };
}
