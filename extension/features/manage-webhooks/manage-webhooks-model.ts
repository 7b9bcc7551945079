import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { WebhookEvent } from '../../../shared/webhook/event.ts';
import type { WebhookView } from '../../../shared/webhook/webhook.ts';
import { createRemote } from '../../api/remote.ts';
import { createDraftForm } from '../../ui/draft.ts';
import type { Say } from '../../ui/say.ts';

export interface WebhookDraft {
  /** `null`: a new one. */
  readonly id: string | null;
  readonly rev: number;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
}

export interface ManageWebhooksDeps {
  readonly client: Pick<
    Client,
    'listWebhooks' | 'createWebhook' | 'editWebhook' | 'deleteWebhook' | 'rotateWebhookSecret' | 'testWebhook'
  >;
  readonly say: Say;
}

export type ManageWebhooksModel = ReturnType<typeof createManageWebhooksModel>;

const emptyDraft: WebhookDraft = { id: null, rev: 0, url: '', events: [] };

/** Who is told of what happens to keys. */
export function createManageWebhooksModel({ client, say }: ManageWebhooksDeps) {
  const remote = createRemote(async () => (await client.listWebhooks({})).webhooks, say);
  const secret = signal<string | null>(null);
  const send = async ({ id, rev, url, events }: WebhookDraft) => {
    if (id === null) secret.value = (await client.createWebhook({ url, events: [...events] })).secret;
    else await client.editWebhook({ id, rev, url, events: [...events] });
  };
  const form = createDraftForm(
    () => emptyDraft,
    (draft) => remote.attempt(() => send(draft), 'saidWebhookSaved', draft.id ?? undefined),
  );

  return {
    ...form,
    remote,
    /** A signing secret that is told now and never again; `null` once it was put away. */
    secret,
    forget: () => void (secret.value = null),
    edit: ({ id, rev, url, events }: WebhookView) => form.write({ id, rev, url, events }),
    toggle: ({ id, rev, enabled }: WebhookView) =>
      remote.attempt(() => client.editWebhook({ id, rev, enabled: !enabled }), 'saidWebhookSaved', id),
    remove: ({ id, rev }: WebhookView) =>
      remote.attempt(() => client.deleteWebhook({ id, rev }), 'saidWebhookSaved', id),
    rotate: ({ id, rev }: WebhookView) =>
      remote.attempt(async () => {
        secret.value = (await client.rotateWebhookSecret({ id, rev })).secret;
      }, 'saidWebhookSaved'),
    test: ({ id }: WebhookView) => remote.attempt(() => client.testWebhook({ id }), 'saidWebhookTested'),
  };
}
