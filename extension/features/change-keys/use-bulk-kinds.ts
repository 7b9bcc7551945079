import { alone } from '../../../shared/api/operations/bulk.ts';
import { useRights } from '../../ui/rights.tsx';
import { bulkKinds, type BulkKind } from './bulk-draft.ts';

/** Any of these lets somebody change many keys. */
export const bulkOperations = Object.values(alone);

/** What one may do to many keys. */
export function useBulkKinds(): readonly BulkKind[] {
  const rights = useRights();
  return bulkKinds.filter((kind) => rights(alone[kind]));
}
