import type { ServerContext } from '@modelcontextprotocol/server';

export interface Progress {
  /** Adds to what the next notification says. */
  readonly report: (text: string) => void;
  /** Must be called before the call is answered: no progress may follow an answer. */
  readonly stop: () => void;
}

/** Between two notifications, in milliseconds. */
export const progressIntervalMs = 500;
const maxMessageCharacters = 2_000;

/**
 * Sends progress for one call while it runs, where its caller gave a progress token.
 *
 * The first notification goes out at once, so that a stream opens; then one every half second with what was
 * reported since, or a sign of life. However much a command prints, the caller gets two messages a second.
 */
export function startProgress(context: ServerContext): Progress {
  // oxlint-disable-next-line no-underscore-dangle -- the name is the protocol's
  const progressToken = context.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return { report: () => undefined, stop: () => undefined };

  let sent = 0;
  let pending = '';
  const startedAt = Date.now();

  function send(message: string): void {
    sent += 1;
    const params = { progressToken, progress: sent, message };
    // A caller that is gone needs no progress; that it is gone reaches the call by its signal.
    context.mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  }

  send('Started');
  const timer = setInterval(() => {
    send(pending === '' ? `Running for ${((Date.now() - startedAt) / 1000).toFixed(1)} s` : pending);
    pending = '';
  }, progressIntervalMs);

  return {
    report(text) {
      pending = (pending + text).slice(-maxMessageCharacters);
    },
    stop: () => clearInterval(timer),
  };
}
