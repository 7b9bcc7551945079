import type { AuditLine } from '../../../shared/audit/audit.ts';
import { keyStatuses } from '../../../shared/key/lifecycle.ts';
import type { Actors } from '../../ui/actors.ts';
import type { Language, Translate } from '../../ui/messages.ts';
import { writeMoment } from '../../ui/moment.ts';

const fields = [
  'status',
  'name',
  'note',
  'owner',
  'tags',
  'policy',
  'policyId',
  'images',
  'image',
  'expiresAt',
  'exposedAt',
  'protected',
  'enabled',
  'code',
  'client',
  'session',
  'ticket',
  'label',
  'url',
  'events',
  'title',
  'environment',
  'pattern',
  'keyId',
  'format',
  'position',
  'person',
  'token',
  'maxRunMinutes',
  'maxSessions',
  'callsPerMinute',
  'callsPerDay',
  'concurrentCalls',
  'release',
  'tools',
  'masked',
  'version',
  'reason',
  'grants',
  'createdAt',
  'projectId',
  'transport',
  'channel',
  'credential',
  'resources',
  'prompts',
  'methods',
  'ipRanges',
  'toolChanges',
  'stealth',
  'thumbprint',
] as const;

/** What words are made of: the language, and what things are called. */
export interface Words extends Language {
  readonly nameOf: Actors['nameOf'];
}

/** `Status: Active → Disabled`. What is only in `before` stayed as it was, unless nothing is left. */
export function changeWords({ before, after }: Pick<AuditLine, 'before' | 'after'>, words: Words): string {
  const t = words.translate;
  return Object.keys(after ?? before ?? {})
    .map((name) => {
      const [old, now] = [before, after].map(
        (side) => side && name in side && valueWords(name, side[name], words),
      );
      const change = [old, now].filter((side) => typeof side === 'string').join(' → ');
      return t('fieldIs', fieldWords(name, t), change);
    })
    .join(t('andAlso'));
}

/** What a field is called. What there are no words for is told by its name. */
export function fieldWords(name: string, t: Translate): string {
  const field = fields.find((each) => each === name);
  return field ? t(`field_${field}`) : name;
}

/** What a field holds, as people write it. */
export function valueWords(name: string, value: unknown, words: Words): string {
  const { locale, translate: t } = words;
  if (value === null || value === undefined) return t('noneGiven');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number' && /(?:At|Until)$/.test(name)) return writeMoment(value, locale);
  if (typeof value === 'string') return textWords(name, value, words);
  return thingWords(value, words) ?? JSON.stringify(value);
}

function textWords(name: string, value: string, { translate: t, nameOf }: Words): string {
  if (value === '') return t('noneGiven');
  const status = name === 'status' ? keyStatuses.find((each) => each === value) : undefined;
  return status ? t(`status_${status}`) : nameOf(value);
}

/** `null`: it is neither a list of names nor one thing. */
function thingWords(value: unknown, { translate: t, nameOf }: Words): string | null {
  if (Array.isArray(value)) {
    const texts = value.filter((each) => typeof each === 'string');
    if (texts.length < value.length) return null;
    return texts.map((each) => nameOf(each)).join(', ') || t('noneGiven');
  }
  return typeof value === 'object' && value !== null && isRef(value) ? nameOf(value.id) : null;
}

/** A thing of a name, such as a policy in one of its versions. */
function isRef(value: object): value is { readonly id: string } {
  return 'id' in value && typeof value.id === 'string';
}
