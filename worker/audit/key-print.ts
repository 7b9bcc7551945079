import { hexMac } from '../secrets/hex.ts';
import type { Keyring } from '../secrets/keyring.ts';

/** No line reads like this: each is a JSON array. */
const label = 'keyharbor/audit-key';

/** Which key chains the lines of the audit: 16 hexadecimal digits, from which the key cannot be told. */
export async function auditKeyPrint({ audit }: Pick<Keyring, 'audit'>): Promise<string> {
  return (await hexMac(audit, label)).slice(0, 16);
}
