import type { ErrorCode } from '../../shared/errors.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { Upstream } from '../images/catalogue.ts';
import { reachUpstream } from '../images/reach-upstream.ts';
import type { After } from '../patience.ts';
import { breakerOf } from './breaker.ts';
import { isRepeatable, patienceFor } from './endurance.ts';

const shortestPauseMs = 50;
const longestPauseMs = 250;

/** What is asked of an upstream. */
export interface Question {
  /** With the address that it is asked at. */
  readonly upstream: Upstream;
  /** Of HTTP. */
  readonly verb: string;
  /** Of the message; empty where there is none. */
  readonly method: string;
  /** Without the upstream's credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal;
  /** As `reachUpstream` wants it. */
  readonly giveUp: () => void;
  readonly after?: After;
}

/**
 * Asks an upstream as far as it can be asked, and gives its answer, not read yet. What can be asked twice is, where the
 * first attempt reached nobody. Refusals: those of `reachUpstream`, and `upstream_suspended` while its host is given a rest.
 */
export async function askUpstream(question: Question): Promise<Result<Response>> {
  const breaker = breakerOf(question.upstream.host);
  const wait = breaker.wait(Date.now());
  if (wait > 0) return refuse('upstream_suspended', { retry_after_ms: wait });
  const answer = await askUpToTwice(question);
  const isLate = !answer.ok && answer.code === 'upstream_timeout';
  // Whoever hung up says nothing about the upstream.
  if (isLate || !question.signal.aborted) breaker.note(!answer.ok && isFailure(answer.code), Date.now());
  return answer;
}

async function askUpToTwice(question: Question): Promise<Result<Response>> {
  const first = await ask(question);
  if (first.ok || first.code !== 'upstream_unreachable' || !isRepeatable(question.method)) return first;
  await scheduler.wait(shortestPauseMs + Math.random() * (longestPauseMs - shortestPauseMs));
  return question.signal.aborted ? first : ask(question);
}

function ask({ upstream, verb, method, ...rest }: Question): Promise<Result<Response>> {
  return reachUpstream(upstream, { ...rest, method: verb, patienceMs: patienceFor(method) });
}

/** What an upstream does wrong that rest may cure. */
function isFailure(code: ErrorCode): boolean {
  return code === 'upstream_unreachable' || code === 'upstream_timeout';
}
