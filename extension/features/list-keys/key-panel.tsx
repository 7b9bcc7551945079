import type { KeyView } from '../../../shared/key/key.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { ChangeActions } from '../change-key/change-actions.tsx';
import { ConfirmChange } from '../change-key/confirm-change.tsx';
import { failureOfCopy } from '../copy-address/copy-label.tsx';
import { InstallButton } from '../copy-address/install-button.tsx';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import { RevealedValue } from '../reveal-key/revealed-value.tsx';
import { ValueActions } from '../reveal-key/value-actions.tsx';
import { TestedKey, TestKeyButton } from '../test-key/test-key.tsx';
import { actionsButtonId, bringIntoView, copyButtonId, focusWhenPainted } from './key-focus.ts';

export interface KeyPanelProps {
  readonly id: string;
  readonly row: KeyView;
  readonly model: ManageKeysModel;
}

/** What else can be done with a key, under its row. */
export function KeyPanel({ id, row, model }: KeyPanelProps) {
  const t = useTranslate();
  const { show, copy, change, test } = model;
  const isAsking = change.asking.value?.keyId === row.id;
  return (
    <div class="key-panel" ref={bringIntoView} id={id} role="group" aria-label={t('actionsOf', row.name)}>
      {!isAsking && (
        <div class="actions">
          <ValueActions row={row} show={show} copy={copy} />
          <TestKeyButton row={row} model={test} />
          <InstallButton row={row} model={model} />
          <ChangeActions row={row} model={change} />
        </div>
      )}
      <KeyNews row={row} model={model} backTo={actionsButtonId(row.id)} />
    </div>
  );
}

export interface KeyNewsProps extends Omit<KeyPanelProps, 'id'> {
  /** The id of the control to go back to after a question. */
  readonly backTo: string;
}

/** What a key's actions show or ask: its value, a question, why something failed. */
export function KeyNews({ row, model, backTo }: KeyNewsProps) {
  const { show, copy, change, find } = model;
  const failure = failureOfCopy(copy.valueOutcome(row));
  const failed = change.failed.value;
  const onAnswered = () => {
    // A deleted key leaves no row to go back to: the current one is next.
    const isThere = find.visible.value.some(({ id }) => id === row.id);
    focusWhenPainted(isThere ? backTo : copyButtonId(find.current.value?.id ?? ''));
  };
  if (change.asking.value?.keyId === row.id) {
    return <ConfirmChange row={row} model={change} onAnswered={onAnswered} />;
  }
  return (
    <>
      <RevealedValue model={show} keyId={row.id} />
      <TestedKey row={row} model={model.test} />
      {failure && <FailureText failure={failure} />}
      {failed?.keyId === row.id && <FailureText failure={failed.failure} />}
    </>
  );
}
