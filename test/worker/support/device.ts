import { env } from 'cloudflare:workers';

import { createClient, type Client } from '../../../shared/api/client.ts';
import { contract } from '../../../shared/api/contract.ts';
import type { Grant } from '../../../shared/people/grant.ts';
import { givenProvingKey, prove, type ProofParts, type ProvingKey } from '../../support/proving.ts';
import { send } from './calls.ts';
import { directory, everywhere, givenPerson as givenSomebody } from './people.ts';

const by = { actor: 'usr_tests', device: null, requestId: 'tests' };

/** Somebody who may what `grants` say: everything, unless told otherwise. */
export async function givenPerson(grants: readonly Grant[] = everywhere('owner')): Promise<string> {
  return (await givenSomebody(grants, 'Ada')).id;
}

export interface SignedRequest {
  readonly method?: string;
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of what is right. */
  readonly proof?: Partial<ProofParts>;
}

/** A browser with a key of its own, that may or may not be a device yet. Signs what it sends, and renews its nonce. */
export async function givenBrowser(key?: ProvingKey) {
  const own = key ?? (await givenProvingKey());
  let nonce = '';

  const signed = async (path: string, { method = 'POST', token, body, headers, proof }: SignedRequest) => {
    const url = new URL(path, env.GATEWAY);
    const parts = {
      method,
      url: url.origin + url.pathname,
      nonce,
      ...(token !== undefined && { token }),
      ...proof,
    };
    return send(path, {
      method,
      headers: {
        dpop: await prove(own, parts),
        ...(token !== undefined && { authorization: `DPoP ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  };
  /** Sends once more where a nonce is asked for. */
  const request = async (path: string, what: SignedRequest = {}): Promise<Response> => {
    const answer = await signed(path, what);
    const fresh = answer.headers.get('dpop-nonce');
    const isAsked = answer.headers.get('www-authenticate')?.includes('use_dpop_nonce') ?? false;
    if (fresh !== null) nonce = fresh;
    if (!isAsked || what.proof?.nonce !== undefined) return answer;
    await answer.body?.cancel();
    return signed(path, what);
  };

  return {
    key: own,
    request,
    /** Starts pairing; gives the code. */
    startPairing: async (name = 'Laptop'): Promise<string> => {
      const answer = await request('/v1/devices/pairings', { body: { name } });
      return (await answer.json<{ userCode: string }>()).userCode;
    },
    /** What asking for an access token is answered. */
    renewAccess: async () => {
      const answer = await request('/v1/devices/token');
      return { status: answer.status, ...(await answer.json<Renewed>()) };
    },
  };
}
export type TestBrowser = Awaited<ReturnType<typeof givenBrowser>>;

interface Renewed {
  readonly code?: string;
  readonly reason?: string;
  readonly interval?: number;
  readonly accessToken: string;
  readonly device: { readonly id: string; readonly name: string; readonly thumbprint: string };
  readonly person: { readonly id: string; readonly name: string };
}

/** A paired browser of somebody: `api` is the management API as it sees it. */
export async function givenDevice(person?: string, signedInAt = Date.now()) {
  const personId = person ?? (await givenPerson());
  const browser = await givenBrowser();
  const code = await browser.startPairing();
  const approved = await directory().approvePairing(code, personId, signedInAt, by);
  if (!approved.ok) throw new Error(approved.code);
  const { accessToken: token, device } = await browser.renewAccess();
  const api: Client = createClient(
    contract,
    async ({ method, path, headers, body }) => {
      const given = body === null ? {} : { body: JSON.parse(body) as object };
      const answer = await browser.request(path, { method, token, headers, ...given });
      return { status: answer.status, text: await answer.text() };
    },
    () => crypto.randomUUID(),
  );
  return { ...browser, api, token, id: device.id, personId };
}
