import * as v from 'valibot';

import { sessionIdSchema } from '../../shared/ids.ts';
import { eras } from '../../shared/session/session.ts';
import { decodeBase64Url, encodeBase64Url } from '../secrets/base64url.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { aboutParts, decrypt, encrypt } from '../secrets/seal.ts';

/** What a legacy session id of ours holds. */
const handleSchema = v.object({
  session: sessionIdSchema,
  /** The upstream's own id for it; `null`: it gave none. */
  upstream: v.nullable(v.string()),
  /** The era of the upstream that a bridge leads to; `null`: there is none. */
  bridged: v.nullable(v.picklist(eras)),
});
export type SessionHandle = v.InferOutput<typeof handleSchema>;

/** Who may use it, and where. */
interface Place {
  readonly keyId: string;
  readonly image: string;
}

/**
 * The session id that a legacy client gets: sealed to its key and image, so a stolen or invented one is as good
 * as none. URL-safe base64, which is visible ASCII as MCP asks (2025-06-18, Session Management).
 */
export async function sealHandle(handle: SessionHandle, place: Place, { session }: Keyring): Promise<string> {
  const sealed = await encrypt(session, new TextEncoder().encode(JSON.stringify(handle)), about(place));
  return encodeBase64Url(sealed);
}

/** Reads it back; `null` for anything that was not made for this key and image. */
export async function openHandle(
  text: string,
  place: Place,
  { session }: Keyring,
): Promise<SessionHandle | null> {
  try {
    const plain = await decrypt(session, decodeBase64Url(text), about(place));
    return v.parse(handleSchema, JSON.parse(new TextDecoder().decode(plain)));
  } catch {
    return null; // Not ours, not theirs, or not whole: all the same to the caller.
  }
}

function about({ keyId, image }: Place): Uint8Array {
  return aboutParts('keyharbor', 'v1', 'session', keyId, image);
}
