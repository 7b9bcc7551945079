import { expect, test } from 'vitest';

import { FollowDeliveries } from '../../extension/features/follow-deliveries/follow-deliveries.tsx';
import { createFollowDeliveriesModel } from '../../extension/features/follow-deliveries/follow-deliveries-model.ts';
import { ManageWebhooks } from '../../extension/features/manage-webhooks/manage-webhooks.tsx';
import { createManageWebhooksModel } from '../../extension/features/manage-webhooks/manage-webhooks-model.ts';
import type { Delivery, WebhookView } from '../../shared/webhook/webhook.ts';
import { givenClient, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findByRole, findText, type, until } from './support/screen.ts';

const webhook: WebhookView = {
  id: `whk_${'a'.repeat(22)}`,
  projectId: 'prj_default',
  url: 'https://hooks.acme.example/a',
  events: ['key.created'],
  enabled: true,
  disabledBecause: null,
  failingSince: null,
  rev: 1,
  createdAt: today,
  changedAt: today,
};
const delivery: Delivery = {
  id: `msg_${'a'.repeat(22)}`,
  event: 'key.created',
  status: 'failed',
  attempts: 3,
  createdAt: today,
  nextAt: null,
  triedAt: today,
  httpStatus: 500,
  code: null,
};

function givenWebhooks(...first: WebhookView[]) {
  const world = { webhooks: first, sent: [] as unknown[] };
  const client = givenClient({
    listWebhooks: async () => ({ webhooks: world.webhooks }),
    createWebhook: async (sent) => {
      world.sent.push(sent);
      world.webhooks = [webhook];
      return { webhook, secret: 'whsec_once' };
    },
    editWebhook: async (sent) => {
      world.sent.push(sent);
      return webhook;
    },
    deleteWebhook: async ({ id }) => {
      world.webhooks = [];
      return { id };
    },
  });
  const model = createManageWebhooksModel({ client, say: () => {} });
  renderPage(<ManageWebhooks model={model} />);
  void model.remote.read();
  return { world, model };
}

test('a webhook is made, and its secret is told once', async () => {
  const { world } = givenWebhooks();
  await findText('No webhooks.');
  byRole('button', 'New webhook').click();
  type(await findByRole('textbox', 'URL'), webhook.url);
  byRole('checkbox', 'Key created').click();
  await until(() => expect(byRole('button', 'Save').hasAttribute('disabled')).toBe(false));
  byRole('button', 'Save').click();
  await findText('whsec_once');
  expect(world.sent).toEqual([{ url: webhook.url, events: ['key.created'] }]);
  byRole('button', 'Close').click();
  await until(() => expect(document.body.textContent).not.toContain('whsec_once'));
});

test('a webhook is switched off, and removed after a yes', async () => {
  const { world } = givenWebhooks(webhook);
  (await findByRole('button', 'Disable https://hooks.acme.example/a')).click();
  await until(() => expect(world.sent).toEqual([{ id: webhook.id, rev: 1, enabled: false }]));
  (await findByRole('button', `Remove ${webhook.url}`)).click();
  (await findByRole('button', `Yes: Remove ${webhook.url}`)).click();
  await findText('No webhooks.');
});

test('deliveries say what became of them, and are sent again one by one or all that failed', async () => {
  const sent: string[] = [];
  const client = givenClient({
    listDeliveries: async () => ({ deliveries: [delivery], next: null }),
    replayDelivery: async ({ delivery: id }) => {
      sent.push(id);
      return delivery;
    },
    replayFailed: async () => {
      sent.push('all');
      return { replayed: 1 };
    },
  });
  const model = createFollowDeliveriesModel({ client, id: webhook.id, say: () => {} });
  renderPage(<FollowDeliveries model={model} now={today} />);
  await model.remote.read();
  await findText('Failed attempts: 3500');
  byRole('button', 'Send again: Key created').click();
  await until(() => expect(model.remote.busy.value).toBe(false));
  await until(() => expect(sent).toEqual([delivery.id]));
  await until(() => expect(model.remote.busy.value).toBe(false));
  await model.replayFailed();
  await until(() => expect(sent).toContain('all'));
});
