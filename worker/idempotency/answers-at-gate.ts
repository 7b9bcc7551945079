import { orThrow } from '../http/problem.ts';
import { askGate } from '../keys/ask-gate.ts';
import type { Answers } from './answers.ts';

/**
 * What was done to a key under an Idempotency-Key, kept by its gate: that is there whenever the key can be closed at all,
 * the record may not be. Refusals: those of `askGate`.
 */
export function answersAtGate(key: string, env: Env): Answers {
  return {
    claim: async (attempt, now) => orThrow(await askGate(key, env, (gate) => gate.claimAnswer(attempt, now))),
    save: async (attempt, answer) =>
      void orThrow(await askGate(key, env, (gate) => gate.saveAnswer(attempt, answer))),
    release: async (attempt) => void orThrow(await askGate(key, env, (gate) => gate.releaseAnswer(attempt))),
  };
}
