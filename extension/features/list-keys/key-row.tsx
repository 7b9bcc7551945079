import type { KeyView } from '../../../shared/key/key.ts';
import { isExpired } from '../../../shared/key/lifecycle.ts';
import { Ago } from '../../ui/ago.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { EnableKey } from '../change-key/change-actions.tsx';
import { CopyLabel, failureOfCopy } from '../copy-address/copy-label.tsx';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import { actionsButtonId, copyButtonId } from './key-focus.ts';
import { stateOf } from './key-state.ts';
import { KeyPanel } from './key-panel.tsx';

export interface KeyRowProps {
  readonly row: KeyView;
  readonly model: ManageKeysModel;
  readonly now: number;
}

/** A key: press it to copy its address; its other actions open below. */
export function KeyRow({ row, model, now }: KeyRowProps) {
  const t = useTranslate();
  const isOpen = model.opened.value === row.id;
  const tabIndex = model.find.current.value?.id === row.id ? 0 : -1;
  const panelId = `panel-${row.id}`;
  return (
    <li class="key" data-status={row.status}>
      <CopyKey row={row} model={model} now={now} tabIndex={tabIndex} />
      {row.status === 'disabled' && !isOpen && <EnableKey row={row} model={model.change} />}
      {row.status !== 'deleted' && (
        <button
          type="button"
          class="quiet square"
          id={actionsButtonId(row.id)}
          tabIndex={tabIndex}
          aria-label={t('actionsOf', row.name)}
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={() => model.toggle(row.id)}
        >
          <Icon name="more" />
        </button>
      )}
      <RowFailures row={row} model={model} isOpen={isOpen} />
      {isOpen && <KeyPanel id={panelId} row={row} model={model} />}
    </li>
  );
}

/** Why the last copy failed; and the last change too, where no open actions say it. */
function RowFailures({ row, model, isOpen }: Omit<KeyRowProps, 'now'> & { isOpen: boolean }) {
  const ofCopy = failureOfCopy(model.copy.addressOutcome(row));
  const ofChange = model.change.failed.value;
  return (
    <>
      {ofCopy && <FailureText failure={ofCopy} />}
      {!isOpen && ofChange?.keyId === row.id && <FailureText failure={ofChange.failure} />}
    </>
  );
}

/** The button spreads over the whole of its row by style: what the row says stays outside of its name. */
function CopyKey({ row, model, now, tabIndex }: KeyRowProps & { tabIndex: number }) {
  const t = useTranslate();
  const outcome = model.copy.addressOutcome(row);
  const state = stateOf(row, now);
  const mayCopy = row.status === 'active' && !isExpired(row, now);
  return (
    <div class="key-main">
      <span class="key-title" id={`title-${row.id}`}>
        <span class="key-name">{row.name}</span>
        {state !== 'active' && <span class="badge">{t(`status_${state}`)}</span>}
      </span>
      <span class="key-about" id={`about-${row.id}`}>
        <code>{row.masked}</code>
        <Ago at={row.createdAt} now={now} />
      </span>
      <button
        type="button"
        class="key-copy"
        id={copyButtonId(row.id)}
        tabIndex={tabIndex}
        aria-label={t(outcome === 'copied' ? 'copiedKey' : 'copyKey', row.name)}
        aria-describedby={`title-${row.id} about-${row.id}`}
        aria-disabled={!mayCopy}
        onFocus={() => model.find.pick(row.id)}
        onClick={() => void model.copy.copyAddress(row)}
      >
        {mayCopy && <CopyLabel outcome={outcome} />}
      </button>
    </div>
  );
}
