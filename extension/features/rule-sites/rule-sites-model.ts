import { computed, signal } from '@preact/signals';

import type { SiteRule } from '../../../shared/context/site-rule.ts';
import { noChoices } from '../../../shared/context/choices.ts';
import { suggestions } from '../../../shared/context/suggest.ts';
import type { Image } from '../../../shared/image/image.ts';
import { createRuleList, type Draft, type RuleListDeps } from './rule-list.ts';

export interface RuleSitesDeps extends RuleListDeps {
  readonly images: () => readonly Image[];
  readonly matches: (pattern: string, url: string) => boolean;
}

export type RuleSitesModel = ReturnType<typeof createRuleSitesModel>;

/** The team's site rules: listed, written, tried on an address. */
export function createRuleSitesModel({ client, images, matches, say }: RuleSitesDeps) {
  const list = createRuleList({ client, say });
  const draft = signal<Draft | null>(null);
  const tried = signal('');

  return {
    ...list,
    draft,
    /** The address in the tester. */
    tried,
    /** Everything that could be offered on that address, the best first. */
    candidates: computed(() =>
      suggestions({
        url: tried.value,
        choices: noChoices, // What one person copied there is not what a team rules.
        siteRules: list.rules.value ?? [],
        images: images(),
        matches,
      }),
    ),
    write(change: Partial<Draft>) {
      const empty = { id: null, rev: 0, pattern: '', image: images()[0]?.id ?? '', keyId: '', format: '' };
      draft.value = { ...(draft.value ?? empty), ...change };
    },
    edit({ id, rev, pattern, image, keyId, format }: SiteRule) {
      draft.value = { id, rev, pattern, image, keyId: keyId ?? '', format: format ?? '' };
    },
    cancel: () => void (draft.value = null),
    async save() {
      const { value } = draft;
      if (value !== null && (await list.save(value))) draft.value = null;
    },
  };
}
