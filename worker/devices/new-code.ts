import { codeLetters } from '../../shared/people/device.ts';
import { randomBytes } from '../secrets/mint.ts';

const length = 8;

/** Eight of twenty letters, 34 bits. Each is as likely: the bytes past the last whole round are thrown away. */
export function newCode(): string {
  let code = '';
  while (code.length < length)
    for (const byte of randomBytes(length))
      if (byte < 240 && code.length < length) code += codeLetters[byte % codeLetters.length];
  return code;
}
