import type { Action } from '../../../shared/people/roles.ts';
import type { Translate } from '../../ui/messages.ts';

const things = [
  'deployment',
  'jobs',
  'projects',
  'keys',
  'tickets',
  'policies',
  'images',
  'sessions',
  'rules',
  'webhooks',
  'usage',
  'audit',
  'people',
  'tokens',
  'devices',
  'me',
] as const;

const deeds = [
  'read',
  'write',
  'create',
  'edit',
  'enable',
  'reveal',
  'rotate',
  'delete',
  'report',
  'revoke',
  'touch',
  'end',
  'approve',
  'export',
  'restore',
  'set_up',
] as const;

/** What a permission is about, and what it allows: `['Policies', 'change']`. What there are no words for is told by its name. */
export function permissionWords(action: Action, t: Translate): readonly [string, string] {
  const [noun = '', verb = ''] = action.split('.');
  const [thing, deed] = [things.find((each) => each === noun), deeds.find((each) => each === verb)];
  return [thing ? t(`may_${thing}`) : noun, deed ? t(`verb_${deed}`) : verb];
}

/** Permissions in sentences: `Policies: see, change; Keys: create`. */
export function permissionsInWords(actions: readonly Action[], t: Translate): string {
  return [...byThing(actions, t)]
    .map(([thing, allowed]) =>
      t('fieldIs', thing, allowed.map((action) => permissionWords(action, t)[1]).join(', ')),
    )
    .join(t('andAlso'));
}

/** What is about the same thing stands together. */
export function byThing(actions: readonly Action[], t: Translate): ReadonlyMap<string, readonly Action[]> {
  return Map.groupBy(actions, (action) => permissionWords(action, t)[0]);
}
