import { expect, test } from 'vitest';

import { createRuleSitesModel } from '../../extension/features/rule-sites/rule-sites-model.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { SiteChoice } from '../../shared/context/choices.ts';
import type { SiteRule } from '../../shared/context/site-rule.ts';
import { defaultImages } from '../../shared/image/image.ts';
import { givenClient } from './support/givens.ts';

const rule = (at: number, more: Partial<SiteRule> = {}): SiteRule => ({
  id: `rul_${String(at).padStart(22, '0')}`,
  projectId: 'prj_default',
  pattern: 'https://*.acme.example/*',
  image: 'windows_latest',
  keyId: null,
  format: null,
  position: at,
  rev: 1,
  createdAt: 0,
  changedAt: 0,
  ...more,
});

const chosen: SiteChoice = {
  host: 'wiki.acme.example',
  environment: 'windows',
  image: null,
  format: 'cursor',
  keyId: 'key_laptop0000000000',
};

/** A Worker that keeps these rules as it is told. */
function given(...rules: SiteRule[]) {
  const said: (string | null)[] = [];
  const kept = new Map(rules.map((each) => [each.id, each]));
  const find = (id: string, rev: number | undefined) => {
    const found = kept.get(id);
    if (found === undefined) throw new ApiError('site_rule_not_found');
    if (rev !== undefined && rev !== found.rev) throw new ApiError('revision_mismatch');
    return found;
  };
  const put = (next: SiteRule) => {
    kept.set(next.id, next);
    return next;
  };
  const client = givenClient({
    listSiteRules: async () => ({
      siteRules: [...kept.values()].toSorted((one, other) => one.position - other.position),
    }),
    createSiteRule: async ({ pattern, image, format = null }) =>
      put(rule(kept.size + 1, { pattern, image, format })),
    editSiteRule: async ({ id, rev, ...edit }) => {
      const before = find(id, rev);
      return put({ ...before, ...edit, rev: before.rev + 1 } as SiteRule);
    },
    deleteSiteRule: async ({ id, rev }) => {
      find(id, rev);
      kept.delete(id);
      return { id };
    },
  });
  const matches = (pattern: string, url: string) => new URLPattern(pattern).test(url);
  const model = createRuleSitesModel({
    client,
    images: () => defaultImages,
    matches,
    readSites: async () => [chosen],
    say: (message) => void said.push(message),
  });
  return { model, kept, said };
}

test('a rule is written, saved and listed; what is left open stays open', async () => {
  const { model, said } = given();
  await model.remote.read();
  expect(model.rules.value).toEqual([]);
  model.write({});
  model.write({ pattern: 'https://a.example/*', format: 'cursor' });
  await model.save();
  expect(model.rules.value).toMatchObject([
    { pattern: 'https://a.example/*', format: 'cursor', keyId: null },
  ]);
  expect(model.draft.value).toBe(null);
  expect(said).toContain('saidRuleSaved');
});

test('an edit that somebody was faster with is told, and what was typed is kept', async () => {
  const { model, kept } = given(rule(1));
  await model.remote.read();
  model.edit(rule(1));
  model.write({ pattern: 'https://b.example/*' });
  kept.set(rule(1).id, rule(1, { rev: 2 }));
  await model.save();
  expect(model.remote.failure.value).toBe('revision_mismatch');
  expect(model.draft.value?.pattern).toBe('https://b.example/*');
});

test('a rule can be tried earlier, and be deleted', async () => {
  const { model } = given(rule(1), rule(2, { image: 'code_latest' }));
  await model.remote.read();
  await model.raise(rule(2));
  expect(model.rules.value?.map(({ image }) => image)).toEqual(['code_latest', 'windows_latest']);
  const [first] = model.rules.value ?? [];
  await model.remove(first ?? rule(0));
  expect(model.rules.value).toHaveLength(1);
});

test('the tester says which rule wins on an address, and what comes after it', async () => {
  const { model } = given(rule(1), rule(2, { pattern: 'https://github.com/*', image: 'linux_latest' }));
  await model.remote.read();
  model.tried.value = 'https://github.com/acme';
  expect(model.candidates.value.map(({ reason }) => reason)).toEqual(['site_rule', 'code_host', 'web_page']);
  model.tried.value = 'nonsense';
  expect(model.candidates.value.map(({ reason }) => reason)).toEqual(['no_page']);
});

test('what was chosen by hand on a site becomes a rule for everybody, and is then no longer offered as one', async () => {
  const { model, kept } = given();
  await Promise.all([model.remote.read(), model.sites.read()]);
  expect(model.unruled.value).toEqual([chosen]);
  model.propose(chosen);
  expect(model.draft.value).toMatchObject({ image: 'windows_latest', keyId: chosen.keyId, format: 'cursor' });
  await model.save();
  expect([...kept.values()]).toMatchObject([
    { pattern: 'https://wiki.acme.example/*', image: 'windows_latest' },
  ]);
  expect(model.unruled.value).toEqual([]);
});
