import { signal } from '@preact/signals';

import type { Connection } from '../../api/connection.ts';
import type { Confirmation } from '../../api/create-send.ts';
import type { Later } from '../../platform/later.ts';
import { confirmPage } from './ask-in-tab.ts';

export interface ConfirmPersonDeps {
  readonly openTab: (url: string) => unknown;
  readonly later: Later;
  readonly now: () => number;
}

const pauseMs = 2_000;
const patienceMs = 180_000;

export type ConfirmPersonModel = ReturnType<typeof createConfirmPersonModel>;

/**
 * What needs a sign-in of the last minutes waits while the person signs in on the Worker's page, which opens in a tab of
 * its own, and goes on by itself: for three minutes, or until they change their mind.
 */
export function createConfirmPersonModel({ openTab, later, now }: ConfirmPersonDeps) {
  const page = signal<string | null>(null);
  let endsAt = 0;

  return {
    /** Where to sign in; `null`: nothing waits. */
    page,
    open: () => void (page.value !== null && openTab(page.value)),
    cancel: () => void (page.value = null),

    for: (connection: Connection): Confirmation => ({
      begin() {
        if (page.value !== null) return;
        page.value = confirmPage(connection);
        endsAt = now() + patienceMs;
        openTab(page.value);
      },
      pause: () =>
        new Promise((resolve) => {
          later(pauseMs, () => resolve(page.value !== null && now() < endsAt));
        }),
      end: () => void (page.value = null),
    }),
  };
}
