import type { Keyring } from '../secrets/keyring.ts';
import { aboutParts } from '../secrets/seal.ts';

/**
 * The signing secret of a webhook at its `rev`, `whsec_` and base64 of 32 bytes (Standard Webhooks).
 *
 * Derived, not stored: there is nothing to leak from the record, and nothing to seal.
 */
export async function signingSecret(
  id: string,
  rev: number,
  { webhook }: Pick<Keyring, 'webhook'>,
): Promise<string> {
  const about = aboutParts('keyharbor', 'v1', 'webhook', id, String(rev));
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', webhook, about));
  return `whsec_${btoa(String.fromCharCode(...mac))}`;
}
