import { applyCommand } from '../../../shared/key/lifecycle.ts';
import { environments } from '../../../shared/image/image.ts';
import { formatId } from '../choose-address/address-options.tsx';
import { searchId } from '../find-key/find-key.tsx';
import type { ManageKeysModel } from '../manage-keys/manage-keys-model.ts';
import type { MessageKey } from '../../ui/messages.ts';

/** What keys do in the popup, in the order in which the help lists them. */
export const shortcuts: readonly (readonly [keys: string, does: MessageKey])[] = [
  ['↵', 'keyCopy'],
  ['↑ ↓', 'keyStep'],
  ['← → 1–5', 'keyEnvironment'],
  ['/', 'keySearch'],
  ['f', 'keyFormat'],
  ['r', 'keyReveal'],
  ['t', 'keyTest'],
  ['e', 'keyEnable'],
  ['d', 'keyDisable'],
  ['?', 'keyHelp'],
  ['Esc', 'keyEscape'],
];

/** Where letters are typed or a question is open, keys belong to that. */
const taken = 'input, select, textarea, dialog, [role="alertdialog"]';

/** Does what a key stands for, with the current key. `openHelp` is for `?`. */
export function pressShortcut(event: KeyboardEvent, model: ManageKeysModel, openHelp: () => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest(taken)) return;
  const act = actOf(event.key, model, openHelp);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actOf(key: string, model: ManageKeysModel, openHelp: () => void): (() => void) | undefined {
  const environment = environments[Number(key) - 1];
  if (environment !== undefined)
    return () => {
      model.choose.pick(environment);
      model.list.arrange();
    };
  const acts: Readonly<Record<string, () => void>> = {
    '?': openHelp,
    '/': () => document.getElementById(searchId)?.focus(),
    f: () => document.getElementById(formatId)?.focus(),
    r: () => reveal(model),
    t: () => test(model),
    e: () => enable(model),
    d: () => disable(model),
  };
  return Object.hasOwn(acts, key) ? acts[key] : undefined;
}

function reveal(model: ManageKeysModel): void {
  const { value: key } = model.find.current;
  if (key === null || !applyCommand(key.status, 'reveal').ok) return;
  const isShown = model.show.shown.value?.keyId === key.id;
  open(model, key.id);
  if (isShown) model.show.hide();
  else void model.show.show(key.id);
}

function test(model: ManageKeysModel): void {
  const { value: key } = model.find.current;
  if (key === null) return;
  open(model, key.id);
  void model.test.test(key);
}

function enable({ find, change }: ManageKeysModel): void {
  const { value: key } = find.current;
  if (key?.status === 'disabled') void change.enable(key);
}

/** Asks first, as the button does. */
function disable(model: ManageKeysModel): void {
  const { value: key } = model.find.current;
  if (key?.status !== 'active') return;
  open(model, key.id);
  void model.change.ask('disable', key);
}

function open(model: ManageKeysModel, keyId: string): void {
  if (model.opened.value !== keyId) model.toggle(keyId);
}
