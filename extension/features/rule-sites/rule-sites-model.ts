import { computed, signal } from '@preact/signals';

import type { SiteRule } from '../../../shared/context/site-rule.ts';
import { noChoices, type SiteChoice } from '../../../shared/context/choices.ts';
import { suggestions } from '../../../shared/context/suggest.ts';
import type { Image } from '../../../shared/image/image.ts';
import { createRemote } from '../../api/remote.ts';
import { createDraftForm } from '../../ui/draft.ts';
import { createRuleList, type Draft, type RuleListDeps } from './rule-list.ts';

export interface RuleSitesDeps extends RuleListDeps {
  readonly images: () => readonly Image[];
  readonly matches: (pattern: string, url: string) => boolean;
  /** What this person chose by hand on sites. */
  readonly readSites: () => Promise<readonly SiteChoice[]>;
}

export type RuleSitesModel = ReturnType<typeof createRuleSitesModel>;

/** The team's site rules: listed, written, tried on an address. */
export function createRuleSitesModel({ client, images, matches, readSites, say }: RuleSitesDeps) {
  const list = createRuleList({ client, say });
  const form = createDraftForm<Draft>(
    () => ({ id: null, rev: 0, pattern: '', image: images()[0]?.id ?? '', keyId: '', format: '' }),
    (draft) => list.save(draft),
  );
  const tried = signal('');
  const sites = createRemote(readSites, say);

  return {
    ...list,
    ...form,
    sites,
    /** The sites that were chosen for by hand and that no rule is about. */
    unruled: computed(() =>
      (sites.value.value ?? []).filter(({ host }) =>
        (list.rules.value ?? []).every(({ pattern }) => !matches(pattern, `https://${host}/`)),
      ),
    ),
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
    edit({ id, rev, pattern, image, keyId, format }: SiteRule) {
      form.write({ id, rev, pattern, image, keyId: keyId ?? '', format: format ?? '' });
    },
    /** Starts a rule that says for everybody what was chosen by hand. */
    propose({ host, environment, image, keyId, format }: SiteChoice) {
      const offered = image ?? images().find((each) => each.environment === environment)?.id ?? '';
      form.write({ id: null, rev: 0, pattern: `https://${host}/*`, image: offered, keyId, format });
    },
  };
}
