import type { Device } from '../../../shared/people/device.ts';
import { thumbprintWords } from '../../../shared/people/thumbprint-words.ts';
import { Ago } from '../../ui/ago.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FormButtons } from '../../ui/form-buttons.tsx';
import { useTranslate, type MessageKey } from '../../ui/messages.ts';
import { RemoteNotice } from '../../ui/remote-notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ManageDevicesModel } from './manage-devices-model.ts';

export interface ManageDevicesProps {
  readonly model: ManageDevicesModel;
  readonly now: number;
}

const columns = [
  'deviceName',
  'devicePerson',
  'pairWords',
  'devicePaired',
  'deviceUsed',
  'columnStatus',
] as const;

/** Every paired browser, and the way to be rid of it. */
export function ManageDevices({ model, now }: ManageDevicesProps) {
  const t = useTranslate();
  const { remote, of, draft } = model;
  const devices = remote.value.value ?? [];
  const shown = columns.filter((column) => column !== 'devicePerson' || of.value === 'all');
  return (
    <section class="page" aria-labelledby="devices-title">
      <div class="section-head">
        <h2 id="devices-title">{t('section_devices')}</h2>
        <span class="project">{t('devicesNote')}</span>
        {model.maySeeAll() && (
          <CheckField
            label={t('devicesAll')}
            checked={of.value === 'all'}
            onChange={(all) => void model.show(all ? 'all' : 'me')}
          />
        )}
      </div>
      {draft.value !== null && <RenameForm model={model} name={draft.value.name} />}
      <RemoteNotice remote={remote} none="devicesNone" />
      {devices.length > 0 && (
        <DataTable
          label={t('section_devices')}
          columns={[...shown.map((column) => t(column)), t('columnActions')]}
        >
          {devices.map((device) => (
            <Row key={device.id} device={device} model={model} now={now} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

function RenameForm({ model, name }: { model: ManageDevicesModel; name: string }) {
  const t = useTranslate();
  const submit = (event: Event) => {
    event.preventDefault();
    void model.save();
  };
  return (
    <form class="card" aria-label={t('rename')} onSubmit={submit}>
      <TextField
        label={t('deviceName')}
        required
        maxLength={64}
        value={name}
        onInput={(text) => model.write({ name: text })}
      />
      <FormButtons submit="save" isBlocked={model.remote.busy.value} onCancel={model.cancel} />
    </form>
  );
}

const states = {
  active: ['badge good', 'status_active'],
  expired: ['badge', 'deviceExpired'],
  revoked: ['badge bad', 'deviceRevoked'],
} as const satisfies Record<Device['state'], readonly [string, MessageKey]>;

function Row({ device, model, now }: ManageDevicesProps & { device: Device }) {
  const t = useTranslate();
  const { id, name, personId, thumbprint, pairedAt, usedAt, state } = device;
  const [look, words] = states[state];
  return (
    <tr>
      <th scope="row">
        {name} {id === model.me.value?.device && <small>{t('deviceThis')}</small>}
      </th>
      {model.of.value === 'all' && <td>{model.names.value.get(personId) ?? personId}</td>}
      <td lang="en">{thumbprintWords(thumbprint).join(' ')}</td>
      <td>
        <Ago at={pairedAt} now={now} />
      </td>
      <td>
        <Ago at={usedAt} now={now} />
      </td>
      <td>
        <span class={look}>{t(words)}</span>
      </td>
      <td class="actions">{model.mayChange(device) && <Actions device={device} model={model} />}</td>
    </tr>
  );
}

function Actions({ device, model }: { device: Device; model: ManageDevicesModel }) {
  const t = useTranslate();
  const { name, state } = device;
  if (state === 'revoked') return null;
  return (
    <>
      <button type="button" class="quiet" aria-label={t('editRule', name)} onClick={() => model.edit(device)}>
        {t('edit')}
      </button>
      <ConfirmButton
        word={t('revoke')}
        label={t('revokeTicket', name)}
        onYes={() => void model.revoke(device)}
      />
    </>
  );
}
