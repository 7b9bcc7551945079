import type { Handlers } from '../../shared/api/contract.ts';
import type { webhookOperations } from '../../shared/api/operations/webhooks.ts';
import { prefixes } from '../../shared/ids.ts';
import type { WebhookView } from '../../shared/webhook/webhook.ts';
import { by, type Context } from '../context.ts';
import { readPage } from '../http/cursor.ts';
import { Problem, recordGone, staleAt } from '../http/problem.ts';
import { readUrl } from '../outbound-url.ts';
import { findOpenProject } from '../projects/find-project.ts';
import { keyring } from '../secrets/keyring.ts';
import { newId } from '../secrets/new-id.ts';
import { createDeliveryLog } from './delivery-log.ts';
import { bodyOf } from './outbox.ts';
import { signingSecret } from './signing-secret.ts';
import { insertWebhook, removeWebhook, rotateWebhook, updateWebhook } from './webhook-changes.ts';
import { createWebhookTable } from './webhook-table.ts';

export const webhookHandlers: Pick<Handlers<Context>, keyof typeof webhookOperations> = {
  listWebhooks: async ({ project }, { env }) => ({
    webhooks: await createWebhookTable(env.RECORD).list(project).catch(recordGone),
  }),
  createWebhook: async ({ project, events, url }, context) => {
    const { env } = context;
    await findOpenProject(project, env);
    const now = Date.now();
    const webhook: WebhookView = {
      id: newId(prefixes.webhook),
      projectId: project,
      url: readUrl(url, env),
      events,
      enabled: true,
      disabledBecause: null,
      failingSince: null,
      rev: 1,
      createdAt: now,
      changedAt: now,
    };
    const isMade = await insertWebhook(env, webhook, by(context)).catch(recordGone);
    if (!isMade) throw new Problem('webhook_limit');
    return { webhook, secret: await signingSecret(webhook.id, 1, await keyring(env)) };
  },
  readWebhook: ({ id }, { env }) => read(id, env),
  editWebhook: async ({ id, rev, ...edit }, context) => {
    const { env } = context;
    const seen = await asSeen(id, rev, env);
    const checked = edit.url === undefined ? edit : { ...edit, url: readUrl(edit.url, env) };
    const isDone = await updateWebhook(env, seen, checked, Date.now(), by(context)).catch(recordGone);
    if (!isDone) throw new Problem('revision_mismatch');
    return read(id, env);
  },
  deleteWebhook: async ({ id, rev }, context) => {
    const seen = await asSeen(id, rev, context.env);
    const isDone = await removeWebhook(context.env, seen, Date.now(), by(context)).catch(recordGone);
    if (!isDone) throw new Problem('revision_mismatch');
    return { id };
  },
  rotateWebhookSecret: async ({ id, rev }, context) => {
    const { env } = context;
    const seen = await asSeen(id, rev, env);
    const isDone = await rotateWebhook(env, seen, Date.now(), by(context)).catch(recordGone);
    if (!isDone) throw new Problem('revision_mismatch');
    const { secretRev } = await stored(id, env);
    return { webhook: await read(id, env), secret: await signingSecret(id, secretRev, await keyring(env)) };
  },
  testWebhook: async ({ id }, { env }) => {
    const { projectId } = await read(id, env);
    const at = Date.now();
    const body = bodyOf({ event: 'test', at, data: { projectId, webhook: { id } } });
    return createDeliveryLog(env.RECORD).add(id, 'test', body, at).catch(recordGone);
  },
  listDeliveries: async ({ id, status, ...ask }, { env }) => {
    const { projectId: project } = await read(id, env);
    const { rows, next } = await readPage(ask, { list: 'deliveries', project, filter: { id, status } }, env, {
      read: (last, most) =>
        createDeliveryLog(env.RECORD)
          .list(id, { status, most, last: last && [Number(last[0]), String(last[1])] })
          .catch(recordGone),
      positionOf: ({ createdAt, id: delivery }) => [createdAt, delivery],
    });
    return { deliveries: rows, next };
  },
  replayDelivery: async ({ id, delivery }, { env }) => {
    await read(id, env);
    const replayed = await createDeliveryLog(env.RECORD).replay(id, delivery, Date.now()).catch(recordGone);
    if (replayed === null) throw new Problem('delivery_not_found');
    return replayed;
  },
  replayFailed: async ({ id }, { env }) => {
    await read(id, env);
    return { replayed: await createDeliveryLog(env.RECORD).replayFailed(id, Date.now()).catch(recordGone) };
  },
};

async function stored(id: string, env: Env) {
  const webhook = await createWebhookTable(env.RECORD).read(id).catch(recordGone);
  if (webhook === null) throw new Problem('webhook_not_found');
  return webhook;
}

async function read(id: string, env: Env): Promise<WebhookView> {
  const { secretRev: _rev, rotatedAt: _at, ...view } = await stored(id, env);
  return view;
}

async function asSeen(id: string, rev: number | undefined, env: Env): Promise<WebhookView> {
  const webhook = await read(id, env);
  if (rev !== undefined && rev !== webhook.rev) throw staleAt(webhook.rev);
  return webhook;
}
