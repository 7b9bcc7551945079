import { createQueue } from './queue.ts';
import { createTransfer, type TransferDeps } from './transfer.ts';
import { wireCommands } from './wire-commands.ts';

type Made = Parameters<typeof wireCommands>[0] &
  Omit<TransferDeps, 'id' | 'inTurn' | 'settle'> & { readonly fence: () => Promise<void> };

/** What is done to the key called `id`, and the queue in which it is done one after the other. */
export function wireOrders({ fence, ...made }: Made, id: string) {
  const inTurn = createQueue(fence);
  const commands = wireCommands(made);
  return { inTurn, commands, transfer: createTransfer({ ...made, id, inTurn, settle: commands.settle }) };
}
