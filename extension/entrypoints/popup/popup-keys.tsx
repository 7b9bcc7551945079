import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { CreateKey } from '../../features/create-key/create-key.tsx';
import { AddressOptions } from '../../features/choose-address/address-options.tsx';
import { EnvironmentTabs, tabId } from '../../features/choose-address/environment-tabs.tsx';
import { Suggestion } from '../../features/choose-address/suggestion.tsx';
import { FindKey } from '../../features/find-key/find-key.tsx';
import { copyButtonId, focusWhenPainted } from '../../features/list-keys/key-focus.ts';
import { focusCurrent, KeyList } from '../../features/list-keys/key-list.tsx';
import { ListNotice } from '../../features/list-keys/list-notice.tsx';
import { NoKeys } from '../../features/list-keys/no-keys.tsx';
import type { ManageKeysModel } from '../../features/manage-keys/manage-keys-model.ts';
import { KeyboardHelp } from '../../features/use-keyboard/keyboard-help.tsx';
import { pressShortcut } from '../../features/use-keyboard/shortcuts.ts';
import { Announcer } from '../../ui/announcer.tsx';
import { useTranslate } from '../../ui/messages.ts';
import { PopupFoot } from './popup-foot.tsx';
import { PopupHead } from './popup-head.tsx';

export interface PopupKeysProps {
  readonly model: ManageKeysModel;
  readonly openConsole: () => Promise<void>;
}

/** The connected popup: what is offered here, and the keys to copy it with. */
export function PopupKeys({ model, openConsole }: PopupKeysProps) {
  const t = useTranslate();
  const { choose, list, find, create, copy } = model;
  const now = model.now();
  const copyCurrent = () => {
    const { value } = find.current;
    if (value) void copy.copyAddress(value);
  };
  const helps = useSignal(false);
  const openHelp = () => void (helps.value = true);
  const closeHelp = () => {
    helps.value = false;
    focusCurrent(model);
  };
  useEffect(() => {
    // On the document: keys work wherever the focus is, also where nothing has it.
    const onKeyDown = (event: KeyboardEvent) => pressShortcut(event, model, openHelp);
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [model]);
  const focusNew = () => focusWhenPainted(copyButtonId(find.current.value?.id ?? ''));
  return (
    <main class="popup" data-state={list.state} data-fresh={list.isFresh}>
      <PopupHead project={model.deployment.value?.projects[0]?.name ?? ''} openConsole={openConsole} />
      <Suggestion model={choose} />
      <EnvironmentTabs model={choose} controls="address" onPick={list.arrange} />
      <section id="address" role="tabpanel" aria-labelledby={tabId('address', choose.environment.value)}>
        <AddressOptions model={choose} />
        {create.isOpen.value ? (
          <CreateKey model={create} onCreated={focusNew} />
        ) : (
          <div class="bar">
            <FindKey model={find} onEnter={copyCurrent} onLeave={() => focusCurrent(model)} />
            <button type="button" onClick={create.open}>
              {t('newKey')}
            </button>
          </div>
        )}
        <ListNotice model={list} now={now} />
        <NoKeys model={model} />
        <KeyList model={model} now={now} />
      </section>
      <PopupFoot onHelp={openHelp} />
      {helps.value && <KeyboardHelp onClose={closeHelp} />}
      <Announcer spoken={model.spoken} />
    </main>
  );
}
