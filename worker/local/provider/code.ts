import { timingSafeEqual } from 'node:crypto';

import { readUserCode, showUserCode } from '../../../shared/people/device.ts';
import { newCode } from '../../devices/new-code.ts';

const mostWrong = 10;
const windowMs = 60_000;

/** A code for whoever sees the terminal: `HKDL-WQXM`, 34 bits. */
export function makeCode(): string {
  return showUserCode(newCode());
}

/** Compares what was typed with the code; ten wrong ones in a minute and it listens no more until that is over. */
export function createCodeCheck(code: string, now: () => number) {
  let wrong: number[] = [];
  return (typed: string): 'right' | 'wrong' | 'too_many' => {
    wrong = wrong.filter((at) => at > now() - windowMs);
    if (wrong.length >= mostWrong) return 'too_many';
    if (isSame(readUserCode(typed), readUserCode(code))) return 'right';
    wrong.push(now());
    return 'wrong';
  };
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
