import { deviceKey } from '../../platform/device-key.ts';
import { watchStored } from '../../platform/stored.ts';
import { onWake, wakeIn } from '../../platform/wake.ts';
import { stored } from '../../stored-state.ts';
import { createRenewAhead } from './renew-ahead.ts';

/** What the background is woken under. */
const renewing = 'renew-access';

/** Has the background renew the access token ahead of its end. To be called when it starts. */
export function renewInBackground(): void {
  const ahead = createRenewAhead({
    fetch: (input, init) => fetch(input, init),
    connection: stored.connection,
    access: stored.access,
    key: deviceKey,
    wake: (seconds) => wakeIn(renewing, seconds),
    now: Date.now,
  });
  watchStored('session', 'access', () => void ahead.plan());
  onWake(renewing, () => void ahead.renew());
}
