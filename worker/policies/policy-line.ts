import { fieldsOf, type Policy, type PolicyFields } from '../../shared/policy/policy.ts';
import type { AuditEntry, By } from '../audit/entry.ts';

/** Something that was done to a policy. */
export interface PolicyDeed {
  readonly action: 'policy.create' | 'policy.edit' | 'policy.restore' | 'policy.delete';
  readonly policy: Pick<Policy, 'id' | 'version'> & { readonly projectId: string };
  readonly before: PolicyFields | null;
  readonly after: PolicyFields | null;
  /** Unix milliseconds. */
  readonly at: number;
}

/** The line of it for the audit: of an edit, only the fields that differ. */
export function policyLine(
  { action, policy, before, after, at }: PolicyDeed,
  { actor, device, requestId }: By,
): AuditEntry {
  const { id: subject, version: rev, projectId } = policy;
  const who = { actor, device, requestId };
  const what = { before: without(before, after), after: without(after, before) };
  return { opId: crypto.randomUUID(), subject, projectId, action, outcome: 'done', rev, at, ...who, ...what };
}

function without(fields: PolicyFields | null, other: PolicyFields | null): object | null {
  if (fields === null) return null;
  const same = (name: string, value: unknown) =>
    other !== null &&
    JSON.stringify(Object.getOwnPropertyDescriptor(other, name)?.value) === JSON.stringify(value);
  return Object.fromEntries(Object.entries(fieldsOf(fields)).filter(([name, value]) => !same(name, value)));
}
