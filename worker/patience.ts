/** Patience is over. */
export class Late extends Error {
  override readonly name = 'Late';
}

/**
 * The outcome of `work`, or a rejection with `Late` once `ms` milliseconds have passed. The work itself goes on: whoever
 * gives up on it must be able to live with it having happened.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Late(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer); // The timer must not outlive the answer.
  }
}
