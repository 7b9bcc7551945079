/** What an isolate holds, in bytes: objects of JavaScript, what the runtime keeps for them, and buffers. */
export interface Heap {
  /** After garbage was taken out. */
  used(): Promise<number>;
  close(): void;
}

interface Told {
  readonly id?: number;
  readonly result?: Readonly<Record<string, number>>;
}

/** Asks the inspector on `port` (Chrome DevTools Protocol) about the isolate of the service `main`. */
export async function openHeap(port: number): Promise<Heap> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as readonly {
    readonly id: string;
    readonly webSocketDebuggerUrl: string;
  }[]; // As workerd lists them.
  const target = targets.find(({ id }) => id.endsWith('main'));
  if (target === undefined) throw new Error('No isolate to look at');
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const waiting = new Map<number, (result: Told['result']) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id = 0, result } = JSON.parse(String(data)) as Told; // As the protocol has it.
    waiting.get(id)?.(result);
  });
  let last = 0;
  const send = (method: string) =>
    new Promise<Told['result']>((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method }));
    });

  return {
    async used() {
      await send('HeapProfiler.collectGarbage');
      const {
        usedSize = 0,
        embedderHeapUsedSize = 0,
        backingStorageSize = 0,
      } = (await send('Runtime.getHeapUsage')) ?? {};
      return usedSize + embedderHeapUsedSize + backingStorageSize;
    },
    close: () => socket.close(),
  };
}
