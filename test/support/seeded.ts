/** Random numbers that are the same in every run: a red test can be run again. Mulberry32; no secrets from it. */
export interface Seeded {
  /** A whole number from 0 to `below - 1`. */
  below(below: number): number;
  bytes(count: number): Uint8Array;
  /** One of `choices`. */
  pick<T>(choices: readonly [T, ...T[]]): T;
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}
