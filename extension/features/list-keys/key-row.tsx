import type { KeyView } from '../../../shared/key/key.ts';
import { isExpired } from '../../../shared/key/lifecycle.ts';
import { Ago } from '../../ui/ago.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { useWhether } from '../../ui/use-whether.ts';
import { EnableKey } from '../change-key/change-actions.tsx';
import type { CopyOutcome } from '../copy-address/copy-address-model.ts';
import { CopyLabel, copyNameOf, failureOfCopy } from '../copy-address/copy-label.tsx';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import { actionsButtonId, copyButtonId } from './key-focus.ts';
import { stateOf } from './key-state.ts';
import { KeyPanel } from './key-panel.tsx';

export interface KeyRowProps {
  readonly row: KeyView;
  readonly model: ManageKeysModel;
  readonly now: number;
}

interface CopyKeyProps extends KeyRowProps {
  readonly tabIndex: number;
  readonly outcome: CopyOutcome;
}

interface RowFailuresProps extends Omit<CopyKeyProps, 'now' | 'tabIndex'> {
  readonly isOpen: boolean;
}

/** A key: press it to copy its address; its other actions open below. */
export function KeyRow({ row, model, now }: KeyRowProps) {
  const t = useTranslate();
  const isOpen = useWhether(() => model.opened.value === row.id);
  const tabIndex = useWhether(() => model.find.current.value?.id === row.id) ? 0 : -1;
  const isCopied = useWhether(() => model.copy.isAbout(row.id));
  const outcome = isCopied ? model.copy.addressOutcome(row) : 'idle';
  const panelId = `panel-${row.id}`;
  return (
    <li class="key" data-status={row.status}>
      <CopyKey row={row} model={model} now={now} tabIndex={tabIndex} outcome={outcome} />
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
      <RowFailures row={row} model={model} isOpen={isOpen} outcome={outcome} />
      {isOpen && <KeyPanel id={panelId} row={row} model={model} />}
    </li>
  );
}

/** Why the last copy failed; and the last change too, where no open actions say it. */
function RowFailures({ row, model, isOpen, outcome }: RowFailuresProps) {
  const ofCopy = failureOfCopy(outcome);
  const isFailed = useWhether(() => model.change.failed.value?.keyId === row.id);
  const ofChange = isFailed && !isOpen ? model.change.failed.value : null;
  return (
    <>
      {ofCopy && <FailureText failure={ofCopy} />}
      {ofChange && <FailureText failure={ofChange.failure} />}
    </>
  );
}

/** The button spreads over the whole of its row by style: what the row says stays outside of its name. */
function CopyKey({ row, model, now, tabIndex, outcome }: CopyKeyProps) {
  const t = useTranslate();
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
        aria-label={t(copyNameOf(outcome), row.name)}
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
