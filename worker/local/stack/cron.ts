const everyMs = 60_000;

/** What the platform does and `wrangler dev` does not: runs the scheduled work of the Worker at `url` every minute. */
export function startCron(url: string): { stop(): void } {
  const stopped = new AbortController();
  const ring = async (): Promise<void> => {
    await fetch(`${url}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`, { signal: stopped.signal }).catch(
      () => undefined, // The Worker is being stopped or started; the next minute brings another.
    );
  };
  void ring();
  const timer = setInterval(() => void ring(), everyMs);
  return {
    stop() {
      clearInterval(timer);
      stopped.abort();
    },
  };
}
