import { secretPattern } from '../secret-pattern.ts';

/** More in one text are not looked at: each costs a look at its gate. */
const most = 4;

/** What looks like a credential in `text`, each once, the first few of them. */
export function tokensIn(text: string): string[] {
  const found = Array.from(text.matchAll(secretPattern), ([token]) => token);
  return [...new Set(found)].slice(0, most);
}
