import type { KeyView } from '../../../shared/key/key.ts';
import { Ago } from '../../ui/ago.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { ChangeActions } from '../change-key/change-actions.tsx';
import type { ChangePolicyModel } from '../change-policy/change-policy-model.ts';
import { ChangePolicy, ChangePolicyButton } from '../change-policy/change-policy.tsx';
import { CopyLabel, failureOfCopy } from '../copy-address/copy-label.tsx';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import { writeRoute } from '../navigate/route.ts';
import { ValueActions } from '../reveal-key/value-actions.tsx';
import { ShowAddressButton } from '../show-address/show-address.tsx';
import { copyButtonId } from './key-focus.ts';
import { KeyNews } from './key-panel.tsx';
import type { KeyRowProps } from './key-row.tsx';

export interface KeyTableProps extends Omit<KeyRowProps, 'row'> {
  readonly policy: ChangePolicyModel;
}

type TableRowProps = KeyTableProps & Pick<KeyRowProps, 'row'>;

/** The console's keys, with everything that can be done to each in its row. */
export function KeyTable({ model, policy, now }: KeyTableProps) {
  const t = useTranslate();
  const columns = ['columnName', 'columnValue', 'columnStatus', 'columnCreated', 'columnActions'] as const;
  return (
    <div class="table-frame">
      <table class="key-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" class={column === 'columnCreated' ? 'created' : undefined}>
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        {model.find.visible.value.map((row) => (
          <TableRow key={row.id} row={row} model={model} policy={policy} now={now} />
        ))}
      </table>
    </div>
  );
}

/** One key is a row group: its cells, and below them what its actions show or ask. */
function TableRow({ row, model, policy, now }: TableRowProps) {
  const t = useTranslate();
  const { find, show, copy, change } = model;
  const isCurrent = find.current.value?.id === row.id;
  const pick = () => find.pick(row.id);
  return (
    <tbody data-status={row.status} data-current={isCurrent} onFocusIn={pick} onClick={pick}>
      <tr>
        <th scope="row">
          <a href={writeRoute('keys', row.id)}>{row.name}</a>
        </th>
        <td class="value">
          <code>{row.masked}</code>
          <ValueActions row={row} show={show} copy={copy} />
        </td>
        <td>
          <span class="badge">{t(`status_${row.status}`)}</span>
        </td>
        <td class="created">
          <Ago at={row.createdAt} now={now} />
        </td>
        <td class="actions">
          <CopyAddress row={row} copy={copy} />
          <span class="actions">
            <ShowAddressButton row={row} model={model} />
            <ChangePolicyButton row={row} model={policy} />
            <ChangeActions row={row} model={change} />
          </span>
        </td>
      </tr>
      {hasNews(row, model, policy) && (
        <tr class="news">
          <td colSpan={5}>
            <AddressFailure row={row} copy={copy} />
            <ChangePolicy row={row} model={policy} />
            <KeyNews row={row} model={model} backTo={copyButtonId(row.id)} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

type CopyProps = Pick<KeyRowProps, 'row'> & Pick<ManageKeysModel, 'copy'>;

export function CopyAddress({ row, copy }: CopyProps) {
  const t = useTranslate();
  const outcome = copy.addressOutcome(row);
  return (
    <button
      type="button"
      id={copyButtonId(row.id)}
      aria-label={t(outcome === 'copied' ? 'copiedKey' : 'copyKey', row.name)}
      aria-disabled={row.status !== 'active'}
      onClick={() => void copy.copyAddress(row)}
    >
      <CopyLabel outcome={outcome} />
    </button>
  );
}

export function AddressFailure({ row, copy }: CopyProps) {
  const failure = failureOfCopy(copy.addressOutcome(row));
  return failure && <FailureText failure={failure} />;
}

function hasNews(row: KeyView, { show, change, copy }: ManageKeysModel, policy: ChangePolicyModel): boolean {
  const asked = [change.asking.value, change.failed.value, policy.choosing.value, policy.failed.value];
  const about = [show.shown.value, ...asked];
  const outcomes = [copy.addressOutcome(row), copy.valueOutcome(row)];
  return (
    about.some((news) => news?.keyId === row.id) ||
    outcomes.some((outcome) => failureOfCopy(outcome) !== null)
  );
}
