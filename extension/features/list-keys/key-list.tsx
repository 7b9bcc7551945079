import { useEffect, useState } from 'preact/hooks';

import { useTranslate } from '../../ui/messages.ts';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import { copyButtonId } from './key-focus.ts';
import { KeyRow } from './key-row.tsx';

/** More than a popup can show at once. */
const firstRows = 20;

export interface KeyListProps {
  readonly model: ManageKeysModel;
  readonly now: number;
}

/** The popup's keys. One of them is current: it has the focus on opening, arrows move it, Enter copies it. */
export function KeyList({ model, now }: KeyListProps) {
  const t = useTranslate();
  const { find, choose } = model;
  const [most, setMost] = useState(firstRows);
  const isListed = find.current.value !== null;

  useEffect(() => {
    // Only where the person has not gone anywhere yet: a late list must not take the focus from the search.
    if (isListed && document.activeElement === document.body) focusCurrent(model);
  }, [isListed, most, model]);

  // What is below the fold follows after the first paint.
  useEffect(() => setMost(Infinity), []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('.key-copy')) return;
    if (event.key === 'ArrowDown') find.step(1);
    else if (event.key === 'ArrowUp') find.step(-1);
    else if (event.key === 'ArrowRight') choose.step(1);
    else if (event.key === 'ArrowLeft') choose.step(-1);
    else return;
    event.preventDefault();
    focusCurrent(model);
  };

  return (
    <ul class="keys" aria-label={t('keys')} onKeyDown={onKeyDown}>
      {find.visible.value.slice(0, most).map((row) => (
        <KeyRow key={row.id} row={row} model={model} now={now} />
      ))}
    </ul>
  );
}

/** Moves the focus to the current key. */
export function focusCurrent({ find }: ManageKeysModel): void {
  const { value } = find.current;
  if (value) document.getElementById(copyButtonId(value.id))?.focus();
}
