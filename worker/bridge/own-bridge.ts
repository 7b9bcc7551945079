import type { Bridge } from './bridge.ts';

/** Uses a bridge that is there for one question alone, and ends it: what it answers must have been read by then. */
export async function overOwnBridge<T>(
  env: Env,
  use: (bridge: DurableObjectStub<Bridge>) => Promise<T>,
): Promise<T> {
  const bridge = env.BRIDGE.getByName(crypto.randomUUID());
  try {
    return await use(bridge);
  } finally {
    await bridge.fetch('https://bridge/', { method: 'DELETE' }).catch(() => undefined); // It ends by itself, too.
  }
}
