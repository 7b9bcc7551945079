/** The device's own key. It can sign, and no script can read what it signs with: not ours, not anybody's. */
export interface DeviceKey {
  /** `null`: this browser has none, so it is paired with nothing. */
  read(): Promise<CryptoKeyPair | null>;
  /** Makes a new one in place of the one before. */
  make(): Promise<CryptoKeyPair>;
  remove(): Promise<void>;
}

const name = 'device';

/** Kept in IndexedDB, the only storage that takes a key without its bytes. */
export const deviceKey: DeviceKey = {
  read: async () => ((await inStore('readonly', (store) => store.get(name))) as CryptoKeyPair) ?? null, // As `make` put it.
  async make() {
    const curve = { name: 'ECDSA', namedCurve: 'P-256' };
    const pair = await crypto.subtle.generateKey(curve, false, ['sign']);
    await inStore('readwrite', (store) => store.put(pair, name));
    return pair;
  },
  async remove() {
    await inStore('readwrite', (store) => store.delete(name));
  },
};

async function inStore(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const opening = indexedDB.open(name);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(name));
  const database = (await settled(opening)) as IDBDatabase; // What opening gives.
  try {
    return await settled(ask(database.transaction(name, mode).objectStore(name)));
  } finally {
    database.close();
  }
}

function settled(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
