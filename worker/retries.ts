const mostTries = 6;
const firstWaitMs = 10_000;

/**
 * When what has failed `tries` times by `now` is to be tried again, Unix milliseconds: ever more rarely, after 10 s, 20 s,
 * 40 s, …; `null`: that was often enough.
 */
export function nextTry(tries: number, now: number): number | null {
  return tries >= mostTries ? null : now + firstWaitMs * 2 ** (tries - 1);
}
