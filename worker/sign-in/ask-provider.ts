import { readBytes } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { log } from '../log.ts';

const patienceMs = 8_000;
const mostBytes = 1024 * 1024;

interface Ask {
  readonly method?: string;
  readonly headers?: HeadersInit;
  readonly body?: BodyInit | null | undefined;
}

/**
 * One request to whoever signs people in; the whole answer, whatever it says. Follows no redirect.
 *
 * Throws `provider_unavailable` where none comes within 8 seconds, or it is a 5xx or 429.
 */
export async function askProvider(url: string, { method = 'GET', headers, body }: Ask): Promise<Response> {
  try {
    const ask = { method, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) } as const;
    const answer = await fetch(url, { ...ask, ...(headers && { headers }), body: body ?? null });
    const whole = await readBytes(answer, mostBytes);
    if (answer.status < 500 && answer.status !== 429)
      return new Response(whole.byteLength === 0 ? null : whole, answer);
  } catch (error) {
    log({ event: 'provider_unavailable', error });
  }
  throw new Problem('provider_unavailable');
}

/** Whatever went wrong with a sign-in, as a refusal that says nothing of it. The log knows more. */
export function signInFailed(error: unknown): never {
  if (error instanceof Problem) throw error;
  log({ event: 'sign_in_failed', error });
  throw new Problem('sign_in_failed');
}
