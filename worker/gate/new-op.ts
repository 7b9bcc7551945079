import type { By } from '../audit/entry.ts';

/** What every command starts as: nothing changes, and who asked is known. */
export function newOp({ actor, device, requestId }: By, at: number) {
  const changes = { created: null, edit: null, drain: null, secret: null } as const;
  return { opId: crypto.randomUUID(), ...changes, actor, device, requestId, at };
}
