import { useMemo } from 'preact/hooks';

import type { Client } from '../../../shared/api/client.ts';
import { createChangePolicyModel } from '../../features/change-policy/change-policy-model.ts';
import { CreateKey } from '../../features/create-key/create-key.tsx';
import { FindKey } from '../../features/find-key/find-key.tsx';
import { FindLeak } from '../../features/find-leak/find-leak.tsx';
import { createFindLeakModel } from '../../features/find-leak/find-leak-model.ts';
import { copyButtonId, focusWhenPainted } from '../../features/list-keys/key-focus.ts';
import { focusCurrent } from '../../features/list-keys/key-list.tsx';
import { KeyTable } from '../../features/list-keys/key-table.tsx';
import { ListNotice } from '../../features/list-keys/list-notice.tsx';
import { NoKeys } from '../../features/list-keys/no-keys.tsx';
import type { ManageKeysModel } from '../../features/manage-keys/manage-keys-model.ts';
import { useTranslate } from '../../ui/messages.ts';
import { AddressCard } from './address-card.tsx';

/** The project's keys on the left, the address that a copy makes on the right. */
export function ConsoleKeys({ model }: { model: ManageKeysModel<Client> }) {
  return (
    <div class="console-body">
      <Keys model={model} />
      <AddressCard model={model} />
    </div>
  );
}

function Keys({ model }: { model: ManageKeysModel<Client> }) {
  const t = useTranslate();
  const policy = useMemo(() => createChangePolicyModel(model), [model]);
  const leak = useMemo(() => createFindLeakModel(model), [model]);
  const { list, find, create, copy, deployment } = model;
  const now = model.now();
  const copyCurrent = () => {
    const { value } = find.current;
    if (value) void copy.copyAddress(value);
  };
  return (
    <section class="console-keys" aria-labelledby="keys-title">
      <div class="section-head">
        <h2 id="keys-title">{t('keys')}</h2>
        <span class="project">{deployment.value?.projects[0]?.name}</span>
        <FindKey model={find} onEnter={copyCurrent} onLeave={() => focusCurrent(model)} />
        <button type="button" class="primary" aria-expanded={create.isOpen} onClick={create.open}>
          {t('newKey')}
        </button>
      </div>
      {create.isOpen.value && (
        <CreateKey
          model={create}
          onCreated={() => focusWhenPainted(copyButtonId(find.current.value?.id ?? ''))}
        />
      )}
      <FindLeak model={leak} />
      <ListNotice model={list} now={now} />
      <NoKeys model={model} />
      {find.visible.value.length > 0 && <KeyTable model={model} policy={policy} now={now} />}
    </section>
  );
}
