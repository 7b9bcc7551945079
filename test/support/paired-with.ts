import type { Connection } from './pages.ts';

/** What an extension holds once it is paired (`extension/stored-state.ts`), put there by its own background. */
export function pairedWith({ address, token }: Connection): string {
  const connection = { address, device: `dev_${'0'.repeat(22)}`, ended: null };
  const access = { token, endsAt: Date.now() + 3_600_000, clock: { nonce: '', ahead: 0 }, renewals: 0 };
  return `(async () => {
    const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
    const opening = indexedDB.open('device');
    opening.onupgradeneeded = () => opening.result.createObjectStore('device');
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const writing = opening.result.transaction('device', 'readwrite');
    writing.objectStore('device').put(key, 'device');
    await new Promise((resolve) => (writing.oncomplete = resolve));
    opening.result.close();
    await chrome.storage.session.set(${JSON.stringify({ access })});
    await chrome.storage.local.set(${JSON.stringify({ connection })});
  })()`;
}
