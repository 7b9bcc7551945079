import { randomInt, timingSafeEqual } from 'node:crypto';

/** No vowels, so no words; nothing that looks like something else. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const mostWrong = 10;
const windowMs = 60_000;

/** A code for whoever sees the terminal: `HKDL-WQXM`, 34 bits. */
export function makeCode(): string {
  const picked = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${picked.slice(0, 4)}-${picked.slice(4)}`;
}

/** Compares what was typed with the code; ten wrong ones in a minute and it listens no more until that is over. */
export function createCodeCheck(code: string, now: () => number) {
  let wrong: number[] = [];
  return (typed: string): 'right' | 'wrong' | 'too_many' => {
    wrong = wrong.filter((at) => at > now() - windowMs);
    if (wrong.length >= mostWrong) return 'too_many';
    if (isSame(lettersOf(typed), lettersOf(code))) return 'right';
    wrong.push(now());
    return 'wrong';
  };
}

/** Dashes, spaces and small letters are how people type it. */
const lettersOf = (text: string) => text.toUpperCase().replace(/[^A-Z]/g, '');

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
