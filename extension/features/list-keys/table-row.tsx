import type { KeyView } from '../../../shared/key/key.ts';
import { Ago } from '../../ui/ago.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { Allowed } from '../../ui/rights.tsx';
import { ChangeActions } from '../change-key/change-actions.tsx';
import { bulkOperations } from '../change-keys/use-bulk-kinds.ts';
import type { ChangePolicyModel } from '../change-policy/change-policy-model.ts';
import { ChangePolicy, ChangePolicyButton } from '../change-policy/change-policy.tsx';
import { copying } from '../copy-address/copying.ts';
import { failureOfCopy } from '../copy-address/copy-label.tsx';
import { nameOfPolicy } from '../list-policies/read-policies.ts';
import type { ConsoleKeysModel } from '../manage-keys/console-keys-model.ts';
import { writeRoute } from '../navigate/route.ts';
import { ValueActions } from '../reveal-key/value-actions.tsx';
import { ShowAddressButton } from '../show-address/show-address.tsx';
import { copyButtonId } from './key-focus.ts';
import { KeyNews } from './key-panel.tsx';
import { stateOf, type KeyState } from './key-state.ts';
import type { KeyTableProps } from './key-table.tsx';
import { AddressFailure, CopyAddress, RowConflict } from './row-parts.tsx';

type TableRowProps = KeyTableProps & { readonly row: KeyView };

/** One key is a row group: its cells, and below them what its actions show or ask. */
export function TableRow({ row, model, policy, now }: TableRowProps) {
  const { find, change, copy } = model;
  const pick = () => find.pick(row.id);
  return (
    <tbody
      data-status={row.status}
      data-current={find.current.value?.id === row.id}
      onFocusIn={pick}
      onClick={pick}
    >
      <tr>
        <About row={row} model={model} now={now} />
        <td class="actions">
          <Allowed to={copying}>
            <CopyAddress row={row} copy={copy} />
          </Allowed>
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
            <RowConflict row={row} change={change} policy={policy} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** What is known of the key. */
function About({ row, model, now }: Omit<TableRowProps, 'policy'>) {
  const t = useTranslate();
  const { select, show, copy, policies } = model;
  const state = stateOf(row, now);
  const policy = policies.value.value?.find(({ id }) => id === row.policy.id);
  return (
    <>
      <td class="choice">
        <Allowed to={bulkOperations}>
          <input
            type="checkbox"
            aria-label={t('chooseKey', row.name)}
            checked={select.has(row.id)}
            onChange={() => select.toggle(row.id)}
          />
        </Allowed>
      </td>
      <th scope="row" class="name">
        <a href={writeRoute('keys', row.id)}>{row.name}</a>
        <small>
          {policy !== undefined && `${nameOfPolicy(policy, t)} · `}
          {row.lastUsed === null ? t('neverUsed') : <LastUsed at={row.lastUsed.at} now={now} />}
          {row.tags.map((tag) => ` · ${tag}`)}
        </small>
      </th>
      <td class="value">
        <code>{row.masked}</code>
        <Allowed to="revealKey">
          <ValueActions row={row} show={show} copy={copy} />
        </Allowed>
      </td>
      <td class="status">
        <span class={isBad(state) ? 'badge bad' : 'badge'}>{t(`status_${state}`)}</span>
      </td>
    </>
  );
}

function isBad(state: KeyState): boolean {
  return state === 'exposed' || state === 'expired';
}

function LastUsed(when: { at: number; now: number }) {
  const t = useTranslate();
  return (
    <>
      {t('used')} <Ago {...when} />
    </>
  );
}

function hasNews(row: KeyView, model: ConsoleKeysModel, policy: ChangePolicyModel): boolean {
  const { show, change, copy } = model;
  const asked = [change.asking.value, change.failed.value, policy.choosing.value, policy.failed.value];
  const about = [show.shown.value, ...asked];
  const outcomes = [copy.addressOutcome(row), copy.valueOutcome(row)];
  return (
    about.some((news) => news?.keyId === row.id) ||
    outcomes.some((outcome) => failureOfCopy(outcome) !== null)
  );
}
