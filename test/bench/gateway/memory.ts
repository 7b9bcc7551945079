import { setTimeout as wait } from 'node:timers/promises';

import { Connection } from './connection.ts';
import { openHeap } from './heap.ts';
import { startKeyharbor } from './keyharbor.ts';
import { round } from './measure.ts';
import { toolCall } from './messages.ts';

const heldOpen = 1_000;
const inspector = 18_710;
/** By then every stream has its gates' sockets. */
const settleMs = 2_000;

/** What open streams hold. */
export interface MemoryFigures {
  readonly openStreams: number;
  /** Of the Worker's one isolate, its gates included; the platform gives each 128 MB. */
  readonly isolate: { readonly megabytes: number; readonly kilobytesPerStream: number };
  /** Of the whole process, with sockets, gates and record. */
  readonly process: { readonly megabytes: number; readonly kilobytesPerStream: number };
}

/** Holds 1,000 streams open in a Keyharbor of its own, since an inspector that looks costs what it looks at time. */
export async function measureMemory(
  folder: string,
  port: number,
  upstreamPort: number,
): Promise<MemoryFigures> {
  const { process, target } = await startKeyharbor({ folder, port, upstreamPort, inspector });
  const heap = await openHeap(inspector);
  const hold = toolCall(target, 'hold', {});
  const connections: Connection[] = [];
  const open = async (count: number) => {
    for (let opened = 0; opened < count; opened += 1) {
      const connection = await Connection.open(target.port);
      connections.push(connection);
      await connection.begin(hold());
    }
    await wait(settleMs);
    return { isolate: await heap.used(), process: process.memory() };
  };
  const grown = (before: number, after: number) => ({
    megabytes: round(after / 2 ** 20),
    kilobytesPerStream: round((after - before) / 2 ** 10 / heldOpen),
  });
  try {
    const before = await open(1); // The first one brings what all share.
    const after = await open(heldOpen);
    return {
      openStreams: heldOpen,
      isolate: grown(before.isolate, after.isolate),
      process: grown(before.process, after.process),
    };
  } finally {
    for (const connection of connections) connection.close();
    heap.close();
    await process.stop();
  }
}
