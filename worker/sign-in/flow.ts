import { encodeBase64Url } from '../secrets/base64url.ts';
import type { Vouched } from './vouched.ts';

/** What holds a sign-in together between here and the provider: RFC 6749, OpenID Connect Core, RFC 7636. */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Signing in by going to a provider and coming back with a code. */
export interface Flow {
  /** Where the browser is to go. `again`: the provider is to ask people who they are even if it knows. */
  begin(secrets: FlowSecrets, again: boolean): Promise<URL>;
  /** Who came back with `parameters`. Throws `sign_in_failed`, `provider_unavailable`. */
  finish(parameters: URLSearchParams, secrets: FlowSecrets): Promise<Vouched>;
}

/**
 * All three follow from the token in the browser's cookie, so the directory keeps none of them, and nobody without that
 * cookie can finish the sign-in.
 */
export async function flowSecrets(token: string): Promise<FlowSecrets> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(token), hmac, false, ['sign']);
  const derive = async (use: string) =>
    encodeBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(use))));
  const [state, nonce, verifier] = await Promise.all(['state', 'nonce', 'verifier'].map(derive));
  return { state: state ?? '', nonce: nonce ?? '', verifier: verifier ?? '' };
}
