/** What is being asked of an upstream over one link, each by the id of its message, so that it can be let go of. */
export function createOpenExchanges(link: AbortSignal) {
  const open = new Map<unknown, AbortController>();

  return {
    /** Runs an exchange until it is over; its signal is aborted when the link closes or the exchange is cut. */
    async run<T>(id: unknown, exchange: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const cut = new AbortController();
      open.set(id, cut);
      try {
        return await exchange(AbortSignal.any([link, cut.signal]));
      } catch (error) {
        open.delete(id);
        throw error;
      }
    },
    over: (id: unknown): void => void open.delete(id),
    /** Whoever waited for it has gone. */
    cut: (id: unknown): void => open.get(id)?.abort(),
  };
}
