import { givenProvingKey, prove } from './proving.ts';

/** A browser that asks the deployment at `url` to be paired, and does what a paired one does. */
export async function givenPairing(url: string, name: string) {
  const key = await givenProvingKey();
  let nonce: string | null = null;

  const ask = async (path: string, body?: object, token?: string): Promise<Response> => {
    const method = body === undefined ? 'GET' : 'POST';
    const parts = {
      method,
      url: url + path,
      ...(nonce !== null && { nonce }),
      ...(token !== undefined && { token }),
    };
    const answer = await fetch(url + path, {
      method,
      headers: {
        dpop: await prove(key, parts),
        ...(body && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `DPoP ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const next = answer.headers.get('dpop-nonce');
    const isFirst = nonce === null && answer.status === 401;
    nonce = next ?? nonce;
    return isFirst ? ask(path, body, token) : answer;
  };

  const started = (await (await ask('/v1/devices/pairings', { name })).json()) as { userCode: string };
  return {
    userCode: started.userCode,
    /** Asks after the pairing: an access token, or a refusal. */
    poll: async () =>
      (await ask('/v1/devices/token', {})).json() as Promise<{ accessToken?: string; code?: string }>,
    /** A request with the access token, signed by the key. */
    get: (path: string, token: string) => ask(path, undefined, token),
  };
}
