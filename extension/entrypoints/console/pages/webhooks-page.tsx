import { FollowDeliveries } from '../../../features/follow-deliveries/follow-deliveries.tsx';
import { createFollowDeliveriesModel } from '../../../features/follow-deliveries/follow-deliveries-model.ts';
import { ManageWebhooks } from '../../../features/manage-webhooks/manage-webhooks.tsx';
import { createManageWebhooksModel } from '../../../features/manage-webhooks/manage-webhooks-model.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** All webhooks, or what was sent to the one that the address names. */
export function WebhooksPage({ model, navigate }: ConsoleProps) {
  const { id } = navigate.route.value;
  return id === null ? <AllWebhooks model={model} /> : <Deliveries key={id} model={model} id={id} />;
}

function AllWebhooks({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say } = model;
  const webhooks = useModel(
    () => createManageWebhooksModel({ client, say }),
    ({ remote }) => remote.read(),
    [model],
  );
  return <ManageWebhooks model={webhooks} />;
}

function Deliveries({ model, id }: Pick<ConsoleProps, 'model'> & { id: string }) {
  const { client, say, now } = model;
  const deliveries = useModel(
    () => createFollowDeliveriesModel({ client, id, say }),
    ({ remote, webhook }) => Promise.all([remote.read(), webhook.read()]),
    [model, id],
  );
  return <FollowDeliveries model={deliveries} now={now()} />;
}
