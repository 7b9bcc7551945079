import * as v from 'valibot';

import { readFromBackground, writeFromBackground } from '../../platform/background-clipboard.ts';
import { createStored } from '../../platform/stored.ts';
import { wakeIn } from '../../platform/wake.ts';
import { createClearClipboard } from './clear-clipboard.ts';

/** What the background is woken under. */
export const clearing = 'clear-clipboard';

/** The same in every page and in the background: what one schedules, the other does. */
export const clearClipboard = createClearClipboard({
  digest: createStored('session', clearing, v.string()),
  wake: (seconds) => wakeIn(clearing, seconds),
  readClipboard: readFromBackground,
  writeClipboard: writeFromBackground,
});
