/** Patience is over. */
export class Late extends Error {
  override readonly name = 'Late';
}

/** Does something in `ms` milliseconds; gives what calls it off. */
export type After = (ms: number, then: () => void) => () => void;

/** By a timer of its own. */
export const afterwards: After = (ms, then) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

/**
 * The outcome of `work`, or a rejection with `Late` once `ms` milliseconds have passed. The work itself goes on: whoever
 * gives up on it must be able to live with it having happened.
 */
export async function within<T>(ms: number, work: Promise<T>, after = afterwards): Promise<T> {
  const late = Promise.withResolvers<never>();
  const callOff = after(ms, () => late.reject(new Late(`no answer within ${ms} ms`)));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    callOff(); // The timer must not outlive the answer.
  }
}
