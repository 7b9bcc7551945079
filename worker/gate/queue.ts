/**
 * Runs tasks one after the other, in the order they came.
 *
 * A Durable Object lets other events in while it waits for D1, so two commands would otherwise read the same
 * state and add up to a third. Each is answered, and the next begins, after `fence`: whatever a task closed is closed
 * everywhere by then.
 */
export function createQueue(fence: () => Promise<void> = async () => undefined) {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const run = last.then(async () => {
      try {
        return await task();
      } finally {
        await fence();
      }
    });
    last = run.catch(() => undefined); // The caller gets the failure; the next task must not.
    return run;
  };
}
/** Does a task when those before it are done. */
export type InTurn = ReturnType<typeof createQueue>;
