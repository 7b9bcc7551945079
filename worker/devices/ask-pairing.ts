import { refuse, ok, type Refusal, type Result } from '../../shared/result.ts';
import type { DeviceTable } from './device-table.ts';
import { newCode } from './new-code.ts';
import type { PairingTable } from './pairing-table.ts';

/** How long a code lasts, and how many seconds a browser has to wait before it asks after it again. */
export const pairingMs = 600_000;
export const pollSeconds = 5;

interface Deps {
  readonly pairings: PairingTable;
  readonly devices: DeviceTable;
  readonly now: () => number;
}

/** How a browser asks to become a device (RFC 8628, where the device code is the key itself). */
export function createPairingAsk({ pairings, devices, now }: Deps) {
  return {
    /** Begins anew for this key; gives the code for a person to type. Refusal: `device_paired`. */
    start(thumbprint: string, name: string): Result<{ code: string }> {
      if (devices.findByKey(thumbprint) !== null) return refuse('device_paired');
      let code = newCode();
      while (pairings.findByCode(code) !== null) code = newCode();
      const at = now();
      // The first question may come at once: whoever approves quickly comes back quickly.
      const times = { createdAt: at, endsAt: at + pairingMs, polledAt: 0, interval: pollSeconds };
      pairings.write({ code, thumbprint, name, isDenied: false, ...times });
      return ok({ code });
    },

    /**
     * How far the pairing of a key that is no device yet has come: `authorization_pending`, `slow_down` (asked before
     * its time), `access_denied`, `expired_token`; `authentication_required` where there is none.
     */
    progress(thumbprint: string): Refusal {
      const pairing = pairings.findByKey(thumbprint);
      if (pairing === null) return refuse('authentication_required');
      if (pairing.isDenied) return refuse('access_denied');
      if (pairing.endsAt <= now()) return refuse('expired_token');
      const isEarly = now() - pairing.polledAt < pairing.interval * 1000;
      const interval = isEarly ? pairing.interval + pollSeconds : pairing.interval;
      pairings.polled(thumbprint, now(), interval);
      return refuse(isEarly ? 'slow_down' : 'authorization_pending', { interval });
    },
  };
}
