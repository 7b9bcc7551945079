import * as v from 'valibot';

import type { PolicyRef } from '../../shared/key/key.ts';
import { policySchema, shelfName, systemDefaultPolicy, type Policy } from '../../shared/policy/policy.ts';

/**
 * The shelf: policy versions in KV, which never change once they are there.
 *
 * Nothing that says "allowed" may live in KV, whose copies can be a minute old. A version may: an old copy of
 * something that never changes is the thing itself, and one that is not found yet refuses.
 */
export function createShelf(kv: KVNamespace) {
  const read = new Map<string, Policy>();

  return {
    /** The version, if it was loaded. */
    get(ref: PolicyRef): Policy | undefined {
      return read.get(shelfName(ref));
    },

    /** Makes `get` answer for `ref` from now on; leaves it unknown where the shelf has nothing readable. */
    async load(ref: PolicyRef): Promise<void> {
      const name = shelfName(ref);
      if (read.has(name)) return;
      const stored = v.safeParse(policySchema, await kv.get(name, 'json'));
      if (stored.success) read.set(name, stored.output);
    },

    /** Puts a version where gates look for it. Only ever with the content that the record has under its number. */
    async publish(policy: Policy): Promise<void> {
      await kv.put(shelfName(policy), JSON.stringify(policy));
      read.set(shelfName(policy), policy);
    },

    /** Puts the system default where gates look for it. Done before a key points to it; repeating it is harmless. */
    async publishDefault(): Promise<PolicyRef> {
      const ref = { id: systemDefaultPolicy.id, version: systemDefaultPolicy.version };
      await this.load(ref);
      if (this.get(ref) === undefined) {
        await this.publish(systemDefaultPolicy);
      }
      return ref;
    },
  };
}
