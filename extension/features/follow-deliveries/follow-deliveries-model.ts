import type { Client } from '../../../shared/api/client.ts';
import type { Delivery } from '../../../shared/webhook/webhook.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

export interface FollowDeliveriesDeps {
  readonly client: Pick<Client, 'readWebhook' | 'listDeliveries' | 'replayDelivery' | 'replayFailed'>;
  /** Of the webhook. */
  readonly id: string;
  readonly say: Say;
}

export type FollowDeliveriesModel = ReturnType<typeof createFollowDeliveriesModel>;

/** The newest hundred of what a webhook was sent, and what became of it. */
export function createFollowDeliveriesModel({ client, id, say }: FollowDeliveriesDeps) {
  const remote = createRemote(
    async () => (await client.listDeliveries({ id, limit: '100' })).deliveries,
    say,
  );
  return {
    remote,
    /** Whose they are. */
    webhook: createRemote(() => client.readWebhook({ id }), say),
    replay: ({ id: delivery }: Delivery) =>
      remote.attempt(() => client.replayDelivery({ id, delivery }), 'saidReplayed'),
    replayFailed: () => remote.attempt(() => client.replayFailed({ id }), 'saidReplayed'),
  };
}
