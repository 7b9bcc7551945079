/** Does `act` once, `delay` milliseconds from now, unless the function it gives is called before. */
export type Later = (delay: number, act: () => void) => () => void;

export const later: Later = (delay, act) => {
  const timer = setTimeout(act, delay);
  return () => clearTimeout(timer);
};
