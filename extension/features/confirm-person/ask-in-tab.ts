import type { Connection } from '../../api/connection.ts';
import type { Confirmation } from '../../api/create-send.ts';

/** Where a person signs in again for this device. */
export function confirmPage({ address, device }: Connection): string {
  return `${address}/confirm/${device}`;
}

/** Has the person sign in again, for a page that is gone by then: a popup closes when a tab opens. */
export function askInTab(connection: Connection, openTab: (url: string) => unknown): Confirmation {
  return { begin: () => openTab(confirmPage(connection)), pause: async () => false, end: () => undefined };
}
