import type { DeviceKey } from '../../../extension/platform/device-key.ts';

const makeKey = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);

/** A browser's place for its key; `null`: it has none yet. */
export async function givenDeviceKey(has = true): Promise<DeviceKey> {
  let pair = has ? await makeKey() : null;
  return {
    read: async () => pair,
    make: async () => (pair = await makeKey()),
    remove: async () => void (pair = null),
  };
}

interface Sent {
  readonly path: string;
  readonly method: string;
  readonly authorization: string | null;
  readonly proof: {
    readonly htm: string;
    readonly htu: string;
    readonly iat: number;
    readonly nonce: string;
  };
  readonly init: RequestInit;
}

/** The network, answering by `answer`; what was sent, with the claims of its proof. */
export function givenNetwork(answer: (sent: Sent, count: number) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    const { pathname, search } = new URL(url instanceof Request ? url.url : url);
    const headers = new Headers(init.headers);
    const [, claims = ''] = (headers.get('dpop') ?? '').split('.');
    const proof = JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))) as Sent['proof']; // Ours.
    const authorization = headers.get('authorization');
    const one = { path: pathname + search, method: init.method ?? 'GET', authorization, proof, init };
    sent.push(one);
    return answer(one, sent.length);
  };
  return { sent, fetch };
}

export const deviceId = `dev_${'0'.repeat(22)}`;
export const personId = `usr_${'0'.repeat(22)}`;

/** What `renewAccess` answers, with this token. */
export function renewed(token = 'khp_new', nonce = '1764000000.fresh'): Response {
  const device = {
    id: deviceId,
    personId,
    name: 'Laptop',
    thumbprint: 't',
    state: 'active',
    pairedAt: 1,
    usedAt: 1,
    signedInAt: 1,
    revokedAt: null,
  };
  const body = {
    accessToken: token,
    expiresIn: 600,
    device,
    person: { id: personId, name: 'Ada' },
    grants: [],
  };
  return Response.json(body, { headers: { 'dpop-nonce': nonce } });
}

export function refused(code: string, status: number, headers: Record<string, string> = {}): Response {
  return Response.json({ code, detail: 'x' }, { status, headers });
}
