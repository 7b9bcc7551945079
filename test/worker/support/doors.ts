import { env, exports } from 'cloudflare:workers';

import { createClient } from '../../../shared/api/client.ts';
import { contract, operationNames, type Handlers, type OperationName } from '../../../shared/api/contract.ts';
import type { Operation } from '../../../shared/api/operations/operation.ts';
import type { Context } from '../../../worker/context.ts';
import { makeNonce } from '../../../worker/devices/nonce.ts';
import { createApi } from '../../../worker/http/api.ts';
import { toResponse } from '../../../worker/http/problem.ts';
import { authenticate } from '../../../worker/people/authenticate.ts';
import { checkAccess } from '../../../worker/people/check-access.ts';
import { keyring } from '../../../worker/secrets/keyring.ts';
import { prove, type ProvingKey } from '../../support/proving.ts';

/** What somebody comes with: nothing, a console token, or a device's token with its key. */
export type Credential =
  | null
  | { readonly secret: string }
  | { readonly token: string; readonly key: ProvingKey };

export type Door = (request: Request) => Promise<Response>;

/** The Worker as it is. */
export const realDoor: Door = (request) => exports.default.fetch(request);

/** As `realDoor` as far as to the handlers, which do nothing: so whatever is let in leaves everything as it was. */
export const emptyRoom: Door = async (request) => {
  const place = { env, requestId: 'matrix' };
  try {
    const { principal, proof } = await authenticate(request, env, null);
    const { actor, device } = principal;
    const more = { principal, proof, actor, device, ip: null, waitUntil: () => undefined };
    return await idle(request, { ...place, ...more });
  } catch (thrown) {
    return toResponse(thrown, place);
  }
};

const handlers = Object.fromEntries(
  operationNames.map((name) => {
    const operation: Operation = contract[name];
    return [name, operation.lines ? () => (async function* () {})() : async () => ({})];
  }),
) as unknown as Handlers<Context>; // None is asked for what it promises.
const idle = createApi<Context>({ handlers, checkAccess, once: (_order, _context, make) => make() });

/** The code of the refusal that the operation is answered with at `door`; `let in` where it is none. */
export async function answerAt(
  door: Door,
  name: OperationName,
  input: object,
  by: Credential,
): Promise<string> {
  let told = 'never sent';
  const client = createClient(
    contract,
    async ({ method, path, headers, body }) => {
      const url = new URL(path, env.GATEWAY);
      const signed = { ...headers, ...(await signatureOf(by, method, url)) };
      const response = await door(
        new Request(url, { method, headers: signed, ...(body !== null && { body }) }),
      );
      told = response.ok ? 'let in' : (await response.json<{ code: string }>()).code;
      return { status: 500, text: '' };
    },
    () => crypto.randomUUID(),
  );
  const call = client[name] as (input: object) => Promise<unknown>; // The input is of its own operation.
  await call(input).catch(() => undefined); // What was told is kept above.
  return told;
}

async function signatureOf(by: Credential, method: string, url: URL): Promise<Record<string, string>> {
  if (by === null) return {};
  if ('secret' in by) return { authorization: `Bearer ${by.secret}` };
  const nonce = await makeNonce(Date.now(), await keyring(env));
  const proof = await prove(by.key, { method, url: url.origin + url.pathname, nonce, token: by.token });
  return { authorization: `DPoP ${by.token}`, dpop: proof };
}
