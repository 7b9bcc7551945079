/** Does `act` once, `delay` milliseconds from now, unless the function it gives is called before. */
export type Later = (delay: number, act: () => void) => () => void;

export const later: Later = (delay, act) => {
  const timer = setTimeout(act, delay);
  return () => clearTimeout(timer);
};

/** Waits for `delay` milliseconds, or until this page is looked at again after it was not. */
export function untilSeen(delay: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === 'visible') stop();
    };
    const timer = setTimeout(() => stop(), delay);
    const stop = () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
  });
}
