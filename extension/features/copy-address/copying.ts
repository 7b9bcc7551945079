import type { OperationName } from '../../../shared/api/contract.ts';

/** Any of these lets somebody copy an address: with the key's value in it, or with a ticket made for it. */
export const copying: readonly OperationName[] = ['revealKey', 'createTicket'];
