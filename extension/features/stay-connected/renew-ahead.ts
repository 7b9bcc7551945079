import type { Access } from '../../api/access.ts';
import type { Connection } from '../../api/connection.ts';
import { renewAccess } from '../../api/renew-access.ts';
import type { DeviceKey } from '../../platform/device-key.ts';
import type { Stored } from '../../platform/stored.ts';

export interface RenewAheadDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly connection: Pick<Stored<Connection>, 'read'>;
  readonly access: Pick<Stored<Access>, 'read' | 'write'>;
  readonly key: Pick<DeviceKey, 'read'>;
  /** Has `renew` called in so many seconds, even if the background sleeps by then. */
  readonly wake: (seconds: number) => Promise<void>;
  readonly now: () => number;
}

const aheadMs = 120_000;
const mostRenewals = 6;

/**
 * Renews the access token before it ends, so that a click rarely waits for it: for an hour after a page needed one. A
 * browser that nobody uses asks nothing.
 */
export function createRenewAhead({ fetch, connection, access, key, wake, now }: RenewAheadDeps) {
  return {
    /** To be called whenever there is another access token. */
    async plan(): Promise<void> {
      const held = await access.read();
      if (held !== null && held.renewals < mostRenewals) await wake((held.endsAt - aheadMs - now()) / 1000);
    },

    /** Never rejects: what does not work now is done by the next page that needs it. */
    async renew(): Promise<void> {
      const [to, held, pair] = await Promise.all([connection.read(), access.read(), key.read()]);
      if (to === null || held === null || pair === null || held.endsAt - now() > aheadMs) return;
      const signer = { fetch, key: pair, now };
      const renewal = await renewAccess(to.address, held, held.renewals + 1, signer).catch(() => null);
      if (renewal?.access) await access.write(renewal.access);
    },
  };
}
