import * as v from 'valibot';

import { keyIdSchema, sessionIdSchema } from '../../shared/ids.ts';
import { eras, type Era } from '../../shared/session/session.ts';
import { decodeBase64Url, encodeBase64Url } from '../secrets/base64url.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { aboutParts, decrypt, encrypt } from '../secrets/seal.ts';
import type { Presented } from './credential.ts';

/**
 * What the endpoint of an HTTP+SSE session of ours holds: where its messages go, and the credential it was opened
 * with, which the gate judges again for every message.
 */
export interface SseReference {
  readonly session: string;
  /** Of the upstream, whole. */
  readonly endpoint: string;
  readonly presented: Presented;
  /** The era of the upstream that a bridge leads to; `null`: there is none. */
  readonly bridged: Era | null;
}

const referenceSchema = v.object({
  session: sessionIdSchema,
  endpoint: v.pipe(v.string(), v.url()),
  keyId: keyIdSchema,
  ticket: v.nullable(v.string()),
  digest: v.string(),
  via: v.picklist(['header', 'url']),
  bridged: v.nullable(v.picklist(eras)),
});

/** The reference as it stands in a URL: sealed to the image, so that nothing can be read from it or changed in it. */
export async function sealReference(
  { session, endpoint, presented, bridged }: SseReference,
  image: string,
  keys: Keyring,
): Promise<string> {
  const held = { ...presented, digest: encodeBase64Url(presented.digest), session, endpoint, bridged };
  const plain = new TextEncoder().encode(JSON.stringify(held));
  return encodeBase64Url(await encrypt(keys.session, plain, about(image)));
}

/** Reads it back; `null` for anything that was not made here for this image. */
export async function openReference(
  text: string,
  image: string,
  keys: Keyring,
): Promise<SseReference | null> {
  try {
    const plain = await decrypt(keys.session, decodeBase64Url(text), about(image));
    const { session, endpoint, digest, bridged, ...credential } = v.parse(
      referenceSchema,
      JSON.parse(new TextDecoder().decode(plain)),
    );
    return { session, endpoint, bridged, presented: { ...credential, digest: decodeBase64Url(digest) } };
  } catch {
    return null; // Not ours, not for this image, or not whole: all the same to the caller.
  }
}

function about(image: string): Uint8Array {
  return aboutParts('keyharbor', 'v1', 'sse', image);
}
