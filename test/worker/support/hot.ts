import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

import type { KeyGate } from '../../../worker/gate/key-gate.ts';
import type { ImageGate } from '../../../worker/images/image-gate.ts';
import { callStateless } from './calls.ts';
import { outcome } from './policies.ts';

/** Makes the key hot, as 300 calls in a second do, and counts what its gate is asked, until the mocks of the test are restored. */
export async function heat(id: string): Promise<() => number> {
  const gate = () => env.GATE.getByName(id);
  await makeHot(gate);
  const judge = await runInDurableObject(gate(), ({ parts }) => vi.spyOn(parts, 'judge'));
  return () => judge.mock.calls.length;
}

/** The same for an image. */
export async function heatImage(id: string): Promise<() => number> {
  const gate = () => env.IMAGE.getByName(id);
  await makeHot(gate);
  const give = await runInDurableObject(gate(), ({ leases }) => vi.spyOn(leases, 'give'));
  return () => give.mock.calls.length;
}

async function makeHot(gate: () => DurableObjectStub<KeyGate | ImageGate>): Promise<void> {
  await runInDurableObject(gate(), (_, { storage }) => storage.kv.put('hotUntil', Date.now() + 60_000));
  await evictDurableObject(gate());
}

/** The code of the refusal, or `passed`. */
export async function codeOf(answer: Promise<Response>): Promise<unknown> {
  const said = await outcome(answer);
  return said === 'passed' ? said : said[2];
}

/** A call of a tool. */
export const call = (secret: string, image = 'linux_latest') =>
  callStateless({ secret, image, method: 'tools/call', params: { name: 'run' } });

/** Clients that call without a pause, until `stop`; gives when each accepted call was sent. */
export function hammer(secret: string, clients: number, image?: string) {
  const state = { isOver: false };
  const accepted: number[] = [];
  const one = async () => {
    while (!state.isOver) {
      const sentAt = performance.now();
      const answer = await call(secret, image);
      await answer.text();
      if (answer.status === 200) accepted.push(sentAt);
      await scheduler.wait(1);
    }
  };
  const all = Array.from({ length: clients }, one);
  return {
    accepted,
    async stop() {
      state.isOver = true;
      await Promise.all(all);
    },
  };
}
