import type { createEndings } from './endings.ts';
import type { Pending } from './state.ts';

/** Ends what must end the moment a closing command counts. A drain ends nothing: what is open goes on. */
export function takeEffect({ command, to }: Pending, endings: ReturnType<typeof createEndings>): void {
  if (command === 'delete') endings.shut('deleted');
  if (command === 'disable') endings.shut('cut');
  if (command === 'expose' && to === 'disabled') endings.shut('exposed');
}
