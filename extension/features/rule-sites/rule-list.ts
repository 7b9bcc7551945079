import type { Client } from '../../../shared/api/client.ts';
import type { SiteRule } from '../../../shared/context/site-rule.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

/** A rule as it is being written. Empty texts stand for "whichever was used last". */
export interface Draft {
  /** `null`: a new one. */
  readonly id: string | null;
  readonly rev: number;
  readonly pattern: string;
  readonly image: string;
  readonly keyId: string;
  readonly format: string;
}

export interface RuleListDeps {
  readonly client: Pick<Client, 'listSiteRules' | 'createSiteRule' | 'editSiteRule' | 'deleteSiteRule'>;
  readonly say: Say;
}

/** The rules as the Worker has them, and what can be done to them. Nothing here rejects: see `failure`. */
export function createRuleList({ client, say }: RuleListDeps) {
  const remote = createRemote(async () => (await client.listSiteRules({})).siteRules, say);
  const { value: rules, attempt } = remote;

  return {
    remote,
    /** In the order in which they are tried; `null` until they were read. */
    rules,
    async save(draft: Draft): Promise<boolean> {
      const { id, rev } = draft;
      const fields = fieldsOf(draft);
      return attempt(
        () => (id === null ? client.createSiteRule(fields) : client.editSiteRule({ id, rev, ...fields })),
        'saidRuleSaved',
        id ?? undefined,
      );
    },
    async remove({ id, rev }: SiteRule) {
      await attempt(() => client.deleteSiteRule({ id, rev }), 'saidRuleDeleted', id);
    },
    /** Puts a rule before the one above it. */
    async raise(rule: SiteRule) {
      const at = (rules.value ?? []).findIndex(({ id }) => id === rule.id);
      const above = rules.value?.[at - 1];
      if (above === undefined) return;
      await attempt(async () => {
        // The one above goes first: lost in between, both stand at one place and the older one is tried first.
        await client.editSiteRule({ id: above.id, rev: above.rev, position: rule.position });
        await client.editSiteRule({ id: rule.id, rev: rule.rev, position: above.position });
      });
    },
  };
}

function fieldsOf({ pattern, image, keyId, format }: Draft) {
  return { pattern, image, keyId: keyId === '' ? null : keyId, format: format === '' ? null : format };
}
