import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { Output } from '../../../shared/api/contract.ts';
import type { Device } from '../../../shared/people/device.ts';
import { everyProject } from '../../../shared/people/grant.ts';
import { may } from '../../../shared/people/roles.ts';
import { readPages } from '../../api/read-pages.ts';
import { createRemote } from '../../api/remote.ts';
import { createDraftForm } from '../../ui/draft.ts';
import type { Say } from '../../ui/say.ts';
import { readNames } from '../manage-people/read-names.ts';

export interface ManageDevicesDeps {
  readonly client: Pick<Client, 'readMe' | 'listDevices' | 'renameDevice' | 'revokeDevice' | 'listPeople'>;
  readonly say: Say;
}

export type ManageDevicesModel = ReturnType<typeof createManageDevicesModel>;

const mostPages = 10;

/** Paired browsers: one's own, and those of everybody for who may see them. */
export function createManageDevicesModel({ client, say }: ManageDevicesDeps) {
  const of = signal<'me' | 'all'>('me');
  const me = signal<Output<'readMe'> | null>(null);
  const names = signal<ReadonlyMap<string, string>>(new Map());

  const remote = createRemote(async () => {
    me.value = await client.readMe({});
    if (of.value === 'all') names.value = await readNames(client, me.value.grants);
    const pages = await readPages((ask) => client.listDevices({ of: of.value, ...ask }), mostPages);
    return pages.flatMap(({ devices }) => devices);
  }, say);
  const form = createDraftForm(
    () => ({ id: '', name: '' }),
    (draft) => remote.attempt(() => client.renameDevice(draft), 'saidDeviceRenamed'),
  );
  const mayAll = (action: 'devices.read' | 'devices.write') =>
    may(me.value?.grants ?? [], action, everyProject);

  return {
    ...form,
    remote,
    of,
    me,
    names,
    maySeeAll: () => mayAll('devices.read'),
    mayChange: ({ personId }: Device) => personId === me.value?.person.id || mayAll('devices.write'),
    show(whose: 'me' | 'all') {
      of.value = whose;
      return remote.read();
    },
    edit: ({ id, name }: Device) => form.write({ id, name }),
    revoke: ({ id }: Device) => remote.attempt(() => client.revokeDevice({ id }), 'saidDeviceRevoked'),
  };
}
