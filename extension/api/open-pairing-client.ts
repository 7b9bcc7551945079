import { createClient, type ClientOf } from '../../shared/api/client.ts';
import { renewAccess, startPairing } from '../../shared/api/operations/devices.ts';
import { noClock, type Clock } from './access.ts';
import { sendProved, type Signer } from './send-signed.ts';

const pairingWork = { startPairing, renewAccess };

export interface PairingClient extends ClientOf<typeof pairingWork> {
  /** What the Worker said last of its time. */
  readonly clock: () => Clock;
}

/** What a browser can ask of the Worker at `address` by its key alone. Each call rejects with an `ApiError`. */
export function openPairingClient(address: string, signer: Signer): PairingClient {
  let clock = noClock;
  const send = async (request: Parameters<typeof sendProved>[1]) => {
    const exchange = await sendProved(address, request, clock, signer);
    ({ clock } = exchange);
    return exchange.answer;
  };
  return { ...createClient(pairingWork, send, () => crypto.randomUUID()), clock: () => clock };
}
