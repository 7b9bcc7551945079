import type { createEndings } from './endings.ts';
import type { Pending } from './state.ts';
import type { TicketStore } from './ticket-store.ts';

/** Ends what must end the moment a closing command counts. A drain ends nothing: what is open goes on. */
export function takeEffect(
  { command, to }: Pending,
  endings: ReturnType<typeof createEndings>,
  tickets: Pick<TicketStore, 'erase'>,
): void {
  if (command === 'delete') {
    endings.shut('deleted');
    tickets.erase();
  }
  if (command === 'disable') endings.shut('cut');
  if (command === 'expose' && to === 'disabled') endings.shut('exposed');
}
