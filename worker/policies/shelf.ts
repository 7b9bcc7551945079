import * as v from 'valibot';

import type { PolicyRef } from '../../shared/key/key.ts';
import { policySchema, shelfName, systemDefaultPolicy, type Policy } from '../../shared/policy/policy.ts';

/** More versions than this are not remembered at once: one can be as large as a request that makes it. */
const mostKnown = 200;

/** What this isolate has read, for all its gates and for the gateway: it never changes. */
const known = new Map<string, Policy>();

/**
 * The shelf: policy versions in KV, which never change once they are there.
 *
 * Nothing that says "allowed" may live in KV, whose copies can be a minute old. A version may: an old copy of
 * something that never changes is the thing itself, and one that is not found yet refuses.
 */
export function createShelf(kv: KVNamespace) {
  const loaded = new Map<string, Policy>(); // What was loaded stays, whatever else the isolate has to remember.

  return {
    /** The version, if it was loaded. */
    get(ref: PolicyRef): Policy | undefined {
      return loaded.get(shelfName(ref));
    },

    /** Makes `get` answer for `ref` from now on; leaves it unknown where the shelf has nothing readable. */
    async load(ref: PolicyRef): Promise<void> {
      const name = shelfName(ref);
      if (loaded.has(name)) return;
      const policy = await recall(kv, name);
      if (policy !== null) loaded.set(name, policy);
    },

    /** Puts a version where gates look for it. Only ever with the content that the record has under its number. */
    async publish(policy: Policy): Promise<void> {
      await kv.put(shelfName(policy), JSON.stringify(policy));
    },

    /** Puts the system default where gates look for it. Done before a key points to it; repeating it is harmless. */
    async publishDefault(): Promise<PolicyRef> {
      const ref = { id: systemDefaultPolicy.id, version: systemDefaultPolicy.version };
      // What the isolate remembers says nothing of what other gates find.
      if ((await read(kv, shelfName(ref))) === null) await this.publish(systemDefaultPolicy);
      return ref;
    },
  };
}

/** `null` where nothing readable stands there. */
async function read(kv: KVNamespace, name: string): Promise<Policy | null> {
  const stored = v.safeParse(policySchema, await kv.get(name, 'json'));
  return stored.success ? stored.output : null;
}

/** The same, from memory where the isolate has read it before. */
async function recall(kv: KVNamespace, name: string): Promise<Policy | null> {
  const found = known.get(name);
  if (found !== undefined) return found;
  const policy = await read(kv, name);
  if (policy === null) return null;
  if (known.size >= mostKnown) known.clear();
  known.set(name, policy);
  return policy;
}
