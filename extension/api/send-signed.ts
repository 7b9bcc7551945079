import type { ApiRequest } from '../../shared/api/client.ts';
import { nonceTime } from '../../shared/people/nonce-time.ts';
import type { Clock } from './access.ts';
import { signProof } from './sign-proof.ts';

const patience = 10_000; // Milliseconds until an answer counts as none.

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Who asks, and how. */
export interface Signer {
  readonly fetch: typeof globalThis.fetch;
  readonly key: CryptoKeyPair;
  readonly now: () => number;
}

/** One exchange, as a client wants it, and what it told of the Worker's time. */
export interface Exchange {
  readonly answer: Answer;
  readonly clock: Clock;
}

/** Sends a request with a proof by the key, and with the token where there is one. Rejects where nothing is heard. */
export async function sendSigned(
  address: string,
  { method, path, headers, body }: ApiRequest,
  { clock, token }: { readonly clock: Clock; readonly token: string | null },
  { fetch, key, now }: Signer,
): Promise<Exchange> {
  const url = address + path;
  const { nonce, ahead } = clock;
  const dpop = await signProof(key, { method, url, nonce, token, now: now() + ahead });
  const answer = await fetch(url, {
    method,
    headers: { ...headers, dpop, ...(token !== null && { authorization: `DPoP ${token}` }) },
    ...(body !== null && { body }),
    cache: 'no-store', // Some answers hold a key's value, and the HTTP cache is on disk.
    credentials: 'omit',
    redirect: 'error', // A token goes where the person said, nowhere else.
    referrerPolicy: 'no-referrer',
    keepalive: method !== 'GET', // A change that was asked for outlives a popup that closes.
    signal: AbortSignal.timeout(patience),
  });
  const { status } = answer;
  return { answer: { status, text: await answer.text() }, clock: clockIn(answer, now()) ?? clock };
}

/** The same with the key alone. Where the Worker says by which nonce or time to sign, it is sent once more. */
export async function sendProved(
  address: string,
  request: ApiRequest,
  clock: Clock,
  signer: Signer,
): Promise<Exchange> {
  const first = await sendSigned(address, request, { clock, token: null }, signer);
  if (first.answer.status !== 401 || first.clock === clock) return first;
  return sendSigned(address, request, { clock: first.clock, token: null }, signer);
}

function clockIn({ headers }: Response, now: number): Clock | null {
  const nonce = headers.get('dpop-nonce');
  return nonce === null ? null : { nonce, ahead: nonceTime(nonce) * 1000 - now };
}
