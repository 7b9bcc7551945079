import * as v from 'valibot';

import { createStored } from '../../platform/stored.ts';
import { wakeIn } from '../../platform/wake.ts';
import { clearLater } from './clear-clipboard.ts';

/** What the background is woken under. */
export const clearing = 'clear-clipboard';

/** The same in every page and in the background: what one schedules, the other does. */
export const copiedDigest = createStored('session', clearing, v.string());

/** Has the background clear the clipboard in so many seconds (0: never), if `text` is on it by then. Never rejects. */
export function clearCopied(text: string, seconds: number): Promise<void> {
  return clearLater(text, seconds, { digest: copiedDigest, wake: (wait) => wakeIn(clearing, wait) });
}
