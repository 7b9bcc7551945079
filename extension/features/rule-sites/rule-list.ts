import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { SiteRule } from '../../../shared/context/site-rule.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { failureMessage } from '../../ui/failure-message.ts';
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
  const rules = signal<readonly SiteRule[] | null>(null);
  const failure = signal<Failure | null>(null);
  const busy = signal(false);

  /** Does something and reads the rules anew; whether it was done. */
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    if (busy.value) return false;
    [busy.value, failure.value] = [true, null];
    try {
      await act();
      rules.value = (await client.listSiteRules({})).siteRules;
      return true;
    } catch (error) {
      failure.value = failureOf(error);
      say(failureMessage(failure.value));
      return false;
    } finally {
      busy.value = false;
    }
  };

  return {
    /** In the order in which they are tried; `null` until they were read. */
    rules,
    failure,
    busy,
    read: () => attempt(async () => undefined),
    async save(draft: Draft): Promise<boolean> {
      const { id, rev } = draft;
      const fields = fieldsOf(draft);
      const done = await attempt(() =>
        id === null ? client.createSiteRule(fields) : client.editSiteRule({ id, rev, ...fields }),
      );
      if (done) say('saidRuleSaved');
      return done;
    },
    async remove({ id, rev }: SiteRule) {
      if (await attempt(() => client.deleteSiteRule({ id, rev }))) say('saidRuleDeleted');
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
