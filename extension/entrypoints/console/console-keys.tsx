import { useMemo } from 'preact/hooks';

import { FilterKeys, SortKeys } from '../../features/browse-keys/filter-keys.tsx';
import { KeysFound } from '../../features/browse-keys/keys-found.tsx';
import { ChangeKeys, ChosenKeys } from '../../features/change-keys/change-keys.tsx';
import { bulkOperations } from '../../features/change-keys/use-bulk-kinds.ts';
import { createChangePolicyModel } from '../../features/change-policy/change-policy-model.ts';
import { CreateKey } from '../../features/create-key/create-key.tsx';
import { FindKey } from '../../features/find-key/find-key.tsx';
import { FindLeak } from '../../features/find-leak/find-leak.tsx';
import { createFindLeakModel } from '../../features/find-leak/find-leak-model.ts';
import { copyButtonId, focusWhenPainted } from '../../features/list-keys/key-focus.ts';
import { focusCurrent } from '../../features/list-keys/key-list.tsx';
import { KeyTable } from '../../features/list-keys/key-table.tsx';
import { ListNotice } from '../../features/list-keys/list-notice.tsx';
import type { ConsoleKeysModel } from '../../features/manage-keys/console-keys-model.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Allowed } from '../../ui/rights.tsx';
import { useModel } from '../../ui/use-model.ts';
import { AddressCard } from './address-card.tsx';

export interface ConsoleKeysProps {
  readonly model: ConsoleKeysModel;
}

/** The project's keys on the left, the address that a copy makes on the right. */
export function ConsoleKeys({ model }: ConsoleKeysProps) {
  return (
    <div class="console-body">
      <Keys model={model} />
      <AddressCard model={model} />
    </div>
  );
}

function Keys({ model }: ConsoleKeysProps) {
  const { list, find, browse, create, bulk, deployment, policies } = model;
  const policy = useMemo(() => createChangePolicyModel(model), [model]);
  const leak = useMemo(() => createFindLeakModel(model), [model]);
  // Read whenever the page is come to: what was done elsewhere shows.
  useModel(
    () => model,
    ({ browse: { remote } }) => Promise.all([remote.read(), policies.read()]),
    [model],
  );
  const now = model.now();
  const named = policies.value.value ?? [];
  const focusNew = () => focusWhenPainted(copyButtonId(find.current.value?.id ?? ''));
  return (
    <section class="console-keys" aria-labelledby="keys-title">
      <KeysHead model={model} />
      {create.isOpen.value && <CreateKey model={create} onCreated={focusNew} />}
      <ListNotice model={list} now={now} />
      <FilterKeys model={browse} images={deployment.value?.images ?? []} policies={named} />
      <Toolbar model={model} />
      <ChangeKeys model={bulk} policies={named} />
      {browse.rows.value.length > 0 && <KeyTable model={model} policy={policy} now={now} />}
      <KeysFound model={model} />
      <FindLeak model={leak} />
    </section>
  );
}

function KeysHead({ model }: ConsoleKeysProps) {
  const t = useTranslate();
  const { find, browse, create, copy, deployment } = model;
  const copyCurrent = () => {
    const { value } = find.current;
    if (value) void copy.copyAddress(value);
  };
  return (
    <div class="section-head">
      <h2 id="keys-title">{t('keys')}</h2>
      <span class="project">{deployment.value?.projects[0]?.name}</span>
      <FindKey model={browse} onEnter={copyCurrent} onLeave={() => focusCurrent(model)} />
      <Allowed to="createKey">
        <button type="button" class="primary" aria-expanded={create.isOpen} onClick={create.open}>
          {t('newKey')}
        </button>
      </Allowed>
    </div>
  );
}

/** What can be done with the list as a whole. */
function Toolbar({ model }: ConsoleKeysProps) {
  const { browse, bulk, select } = model;
  const { value } = browse.remote.value;
  const everything = value?.hasMore && value.total ? String(value.total.count) : null;
  return (
    <div class="key-toolbar">
      <Allowed to={bulkOperations}>
        <ChosenKeys model={bulk} select={select} everything={everything} />
      </Allowed>
      <SortKeys model={browse} />
    </div>
  );
}
