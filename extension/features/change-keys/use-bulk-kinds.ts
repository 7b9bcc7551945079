import type { OperationName } from '../../../shared/api/contract.ts';
import { useRights } from '../../ui/rights.tsx';
import { bulkKinds, type BulkKind } from './bulk-draft.ts';

/** The operation on one key that each is the same as. */
const operations: Readonly<Record<BulkKind, OperationName>> = {
  enable: 'enableKey',
  disable: 'disableKey',
  assign: 'assignPolicy',
  tag: 'editKey',
  set_expiry: 'editKey',
  delete: 'deleteKey',
};

/** Any of these lets somebody change many keys. */
export const bulkOperations = Object.values(operations);

/** What one may do to many keys. */
export function useBulkKinds(): readonly BulkKind[] {
  const rights = useRights();
  return bulkKinds.filter((kind) => rights(operations[kind]));
}
