import { ManageDevices } from '../../../features/manage-devices/manage-devices.tsx';
import { createManageDevicesModel } from '../../../features/manage-devices/manage-devices-model.ts';
import { PageSessions } from '../../../features/manage-devices/page-sessions.tsx';
import { createPageSessionsModel } from '../../../features/manage-devices/page-sessions-model.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** Paired browsers, and those in which one is signed in on the pages. */
export function DevicesPage({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, now } = model;
  const devices = useModel(
    () => createManageDevicesModel({ client, say }),
    ({ remote }) => remote.read(),
    [model],
  );
  const sessions = useModel(
    () => createPageSessionsModel({ client, say }),
    ({ remote }) => remote.read(),
    [model],
  );
  return (
    <div class="page">
      <ManageDevices model={devices} now={now()} />
      <PageSessions model={sessions} now={now()} />
    </div>
  );
}
