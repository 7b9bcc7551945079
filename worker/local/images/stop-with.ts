/** Longer than a browser needs to close, in milliseconds. */
const stopTimeoutMs = 10_000;

/**
 * Ends this process at SIGTERM, at SIGINT, and when its parent is gone or lets go of the IPC channel.
 *
 * The function it gives takes what is to be closed first; one that takes too long is not waited for.
 */
export function stopWith(self: NodeJS.Process): (close: () => Promise<void>) => void {
  let close: (() => Promise<void>) | null = null;
  let isStopping = false;

  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => self.exit(0), stopTimeoutMs).unref();
    try {
      await close?.();
    } finally {
      self.exit(0);
    }
  }

  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) self.on(event, () => void stop());
  // The parent may have gone while our modules were loading, before anyone listened.
  if (self.send !== undefined && !self.connected) void stop();

  return (next) => {
    close = next;
  };
}
