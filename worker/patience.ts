/** Patience is over. */
export class Late extends Error {
  override readonly name = 'Late';
}

/**
 * The outcome of `work`, or a rejection with `Late` once `ms` milliseconds have passed. The work itself goes on: whoever
 * gives up on it must be able to live with it having happened.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const enough = new AbortController();
  const late = scheduler.wait(ms, { signal: enough.signal }).then((): never => {
    throw new Late(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    enough.abort(); // The timer must not outlive the answer; its own rejection has the race as listener.
  }
}
