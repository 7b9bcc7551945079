import type { ApiRequest, Send } from '../../shared/api/client.ts';
import type { DeviceKey } from '../platform/device-key.ts';
import type { Stored } from '../platform/stored.ts';
import type { Access } from './access.ts';
import { endings, type Connection, type Ending } from './connection.ts';
import { read, renewAccess, type Renewal } from './renew-access.ts';
import { sendSigned, type Answer, type Signer } from './send-signed.ts';

/** A token that ends sooner is renewed before it is used: a slow request must not outlive it. */
const marginMs = 30_000;

/** How a person is asked to sign in again, for what needs that. */
export interface Confirmation {
  readonly begin: () => void;
  /** Waits a while; whether to try again then. */
  readonly pause: () => Promise<boolean>;
  readonly end: () => void;
}

export interface ClientDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly key: Pick<DeviceKey, 'read'>;
  readonly access: Pick<Stored<Access>, 'read' | 'write'>;
  readonly now: () => number;
  /** Called when the Worker no longer takes this browser for a device. */
  readonly lost?: (why: Ending) => void;
  readonly confirmation?: Confirmation;
}

/** What it looks like where this browser has no key (any more): the Worker need not be asked. */
const noKey: Answer = { status: 401, text: '{"code":"authentication_required","detail":""}' };

/** How a client's requests reach the Worker that this browser is paired with: signed, with a token that is renewed. */
export function createSend({ address }: Connection, deps: ClientDeps): Send {
  const { lost, confirmation } = deps;
  const ask = createAsk(address, deps);
  return async (request) => {
    let answer = await ask(request);
    if (codeOf(answer) === 'reauth_required' && confirmation) {
      confirmation.begin();
      while (codeOf(answer) === 'reauth_required' && (await confirmation.pause()))
        answer = await ask(request);
      confirmation.end();
    }
    const ending = endings.find((each) => each === codeOf(answer));
    if (ending !== undefined) lost?.(ending);
    return answer;
  };
}

function createAsk(address: string, { fetch, key, access, now }: ClientDeps): Send {
  let renewing: Promise<Renewal> | null = null;

  /** Pages ask for several things at once; one of them renews for all. */
  const renew = (held: Access | null, signer: Signer): Promise<Renewal> =>
    (renewing ??= renewAccess(address, held, 0, signer)
      .then(async (renewal) => {
        if (renewal.access) await access.write(renewal.access);
        return renewal;
      })
      .finally(() => void (renewing = null)));

  return async (request: ApiRequest): Promise<Answer> => {
    const pair = await key.read();
    if (pair === null) return noKey;
    const signer = { fetch, key: pair, now };
    const held = await access.read();
    if (held !== null && held.endsAt - now() > marginMs) {
      const { answer } = await sendSigned(address, request, held, signer);
      if (answer.status !== 401) return answer;
    }
    const renewal = await renew(held, signer);
    if (renewal.access === null) return renewal.answer;
    return (await sendSigned(address, request, renewal.access, signer)).answer;
  };
}

function codeOf(answer: Answer): unknown {
  if (answer.status !== 401 && answer.status !== 403) return null;
  const said = read(answer);
  return typeof said === 'object' && said !== null && 'code' in said ? said.code : null;
}
