import type { KeyView } from '../../../shared/key/key.ts';
import { ChangedBy } from '../../ui/changed-by.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { ChangeKeyModel } from '../change-key/change-key-model.ts';
import type { ChangePolicyModel } from '../change-policy/change-policy-model.ts';
import { CopyLabel, copyNameOf, failureOfCopy } from '../copy-address/copy-label.tsx';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import { copyButtonId } from './key-focus.ts';

interface CopyProps extends Pick<ManageKeysModel, 'copy'> {
  readonly row: KeyView;
}

/** The button that copies a key's address. */
export function CopyAddress({ row, copy }: CopyProps) {
  const t = useTranslate();
  const outcome = copy.addressOutcome(row);
  return (
    <button
      type="button"
      id={copyButtonId(row.id)}
      aria-label={t(copyNameOf(outcome), row.name)}
      aria-disabled={row.status !== 'active'}
      onClick={() => void copy.copyAddress(row)}
    >
      <CopyLabel outcome={outcome} />
    </button>
  );
}

/** Why the last copy failed. */
export function AddressFailure({ row, copy }: CopyProps) {
  const failure = failureOfCopy(copy.addressOutcome(row));
  return failure && <FailureText failure={failure} />;
}

export interface RowConflictProps {
  readonly row: KeyView;
  readonly change: ChangeKeyModel;
  readonly policy: ChangePolicyModel;
}

/** Who came first, where an action of the row was refused for being out of date. */
export function RowConflict({ row, change, policy }: RowConflictProps) {
  const failed = [change.failed.value, policy.failed.value].find((each) => each?.keyId === row.id);
  return failed?.failure === 'revision_mismatch' ? <ChangedBy subject={row.id} /> : null;
}
