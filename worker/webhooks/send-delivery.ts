import { checkOutboundUrl } from '../../shared/outbound-url.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { outboundRules } from '../outbound-url.ts';
import { keyring } from '../secrets/keyring.ts';
import { signingSecret } from './signing-secret.ts';
import type { StoredWebhook } from './webhook-row.ts';

const patienceMs = 15_000;

/** After a rotation, so long the secret before still signs. */
const overlapMs = 86_400_000;

/** What became of an attempt: what the server answered with, or why there was no answer. */
export type Attempt =
  | { readonly httpStatus: number; readonly code: null }
  | { readonly httpStatus: null; readonly code: ErrorCode };

export interface Message {
  /** The `webhook-id`. */
  readonly id: string;
  /** The body. */
  readonly payload: string;
}

/** One attempt to tell a webhook, signed as Standard Webhooks has it. Never rejects, never follows a redirect. */
export async function sendDelivery(
  webhook: StoredWebhook,
  { id, payload }: Message,
  now: number,
  env: Env,
): Promise<Attempt> {
  // Judged again each time: what may be called is a setting, and may have changed.
  const url = checkOutboundUrl(webhook.url, outboundRules(env));
  if (!url.ok) return { httpStatus: null, code: url.code };
  const timestamp = String(Math.floor(now / 1000));
  const signature = await signatures(webhook, `${id}.${timestamp}.${payload}`, now, env);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Keyharbor-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  };
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const answer = await fetch(url.value.href, {
      method: 'POST',
      headers,
      body: payload,
      redirect: 'manual',
      signal,
    });
    await answer.body?.cancel(); // What it says is of no interest.
    return { httpStatus: answer.status, code: null };
  } catch {
    return { httpStatus: null, code: signal.aborted ? 'upstream_timeout' : 'upstream_unreachable' };
  }
}

async function signatures(webhook: StoredWebhook, text: string, now: number, env: Env): Promise<string> {
  const isOverlapping = webhook.rotatedAt !== null && now - webhook.rotatedAt < overlapMs;
  const revs = isOverlapping ? [webhook.secretRev, webhook.secretRev - 1] : [webhook.secretRev];
  const keys = await keyring(env);
  const signed = revs.map(async (rev) => sign(await signingSecret(webhook.id, rev, keys), text));
  return (await Promise.all(signed)).join(' ');
}

async function sign(secret: string, text: string): Promise<string> {
  const raw = Uint8Array.from(atob(secret.slice('whsec_'.length)), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)));
  return `v1,${btoa(String.fromCharCode(...mac))}`;
}
