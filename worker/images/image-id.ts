import { randomBase62 } from '../../shared/credential/base62.ts';
import { defaultImages } from '../../shared/image/image.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { randomBytes } from '../secrets/mint.ts';

const form = /^imgc-([0-9a-z]{12})([0-9a-z]{5})$/;
const digits = 5;

/** A new id, `imgc-` and 17 alphanumerics as AgentBay has them: 12 random ones, and 5 that only this deployment can make. */
export async function newImageId(keys: Pick<Keyring, 'tag'>): Promise<string> {
  const random = randomBase62(12, randomBytes).toLowerCase();
  return `imgc-${random}${await tagOf(random, keys)}`;
}

/** Whether this deployment has, or had, such an image. Asked before its gate is named, which would create it. */
export async function isImageId(id: string, keys: Pick<Keyring, 'tag'>): Promise<boolean> {
  if (defaultImages.some((image) => image.id === id)) return true;
  const [, random = '', tag] = form.exec(id) ?? [];
  return tag !== undefined && (await tagOf(random, keys)) === tag;
}

async function tagOf(random: string, { tag }: Pick<Keyring, 'tag'>): Promise<string> {
  const mac = await crypto.subtle.sign('HMAC', tag, new TextEncoder().encode(`image-v1|${random}`));
  const number = new DataView(mac).getUint32(0) % 36 ** digits;
  return number.toString(36).padStart(digits, '0');
}
