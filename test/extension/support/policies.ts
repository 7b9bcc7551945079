import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { systemDefaultPolicy } from '../../../shared/policy/policy.ts';
import { today } from './givens.ts';

/** The built-in policy. */
export const builtIn: PolicyView = {
  ...systemDefaultPolicy,
  projectId: 'prj_default',
  rev: 1,
  builtIn: true,
  behind: 0,
  keys: 0,
  createdAt: today,
  changedAt: today,
};

/** A policy called `name` that says what the built-in one does, unless said otherwise. Its id is made of the name. */
export function givenPolicy(name: string, other: Partial<PolicyView> = {}): PolicyView {
  const id = `pol_${name
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .padEnd(22, '0')}`;
  return { ...builtIn, id, name, builtIn: false, ...other };
}
