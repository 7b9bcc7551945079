import type { ErrorEntry } from './entry.ts';

/** Refusals about site rules. */
export const siteRuleErrors = {
  site_rule_not_found: {
    status: 404,
    title: 'There is no such site rule',
    hint: 'List the site rules to see which there are.',
  },
  site_rules_full: {
    status: 409,
    title: 'The project has as many site rules as it may have',
    hint: 'Delete one that is no longer needed, or make one that covers several.',
  },
} as const satisfies Record<string, ErrorEntry>;
