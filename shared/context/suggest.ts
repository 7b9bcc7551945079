import type { Environment, Image } from '../image/image.ts';
import { findBuiltInRule } from './built-in-rules.ts';
import type { Choices } from './choices.ts';
import type { SiteRule } from './site-rule.ts';
import type { Reason } from './site-group.ts';

/** What to offer on a tab. A guess that saves a click, never a grant. */
export interface Suggestion {
  readonly environment: Environment;
  /** One image of the environment; `null`: whichever comes first. */
  readonly image: string | null;
  /** The key to offer first; `null` where nothing speaks for one. */
  readonly keyId: string | null;
  /** `null` where nothing speaks for one. */
  readonly format: string | null;
  /** The project of the site rule that decided; `null` where none did. */
  readonly projectId: string | null;
  readonly reason: Reason;
  /** The site the guess is about; `null` where no page is known. */
  readonly host: string | null;
}

/** What a guess is made from, besides the rules that are built in. */
export interface Circumstances {
  /** Of the active tab; `null` where the browser does not tell. */
  readonly url: string | null;
  readonly choices: Choices;
  readonly siteRules: readonly SiteRule[];
  /** Those of the deployment: a site rule for an image that is not there (any more) does not count. */
  readonly images: readonly Image[];
  /** Whether a site rule's pattern matches a URL. Must not throw, whatever the pattern. */
  readonly matches: (pattern: string, url: string) => boolean;
}

const nothingElse = { image: null, keyId: null, format: null, projectId: null } as const;

/**
 * Everything that could be offered on a tab, best first; never empty. What a person copied on this site before comes
 * first, then the team's site rules, then the built-in ones, then the browser for any page and Linux for none.
 */
export function suggestions({ url, ...deps }: Circumstances): [Suggestion, ...Suggestion[]] {
  const page = webPage(url);
  if (page === null) return [{ ...nothingElse, environment: 'linux', reason: 'no_page', host: null }];
  const host = page.hostname;
  const anyPage = { ...nothingElse, environment: 'browser', reason: 'web_page', host } as const;
  const [best = anyPage, ...others] = [
    ...remembered(host, deps.choices),
    ...ruled(page, deps),
    ...builtIn(page),
  ];
  return best === anyPage ? [anyPage] : [best, ...others, anyPage];
}

/** The best suggestion for a tab. Answers for everything: `null`, browser pages and nonsense get `linux`. */
export function suggest(circumstances: Circumstances): Suggestion {
  return suggestions(circumstances)[0];
}

function webPage(url: string | null): URL | null {
  if (url === null || !URL.canParse(url)) return null;
  const page = new URL(url);
  return /^https?:$/.test(page.protocol) ? page : null;
}

function remembered(host: string, { sites }: Choices): Suggestion[] {
  return sites
    .filter((site) => site.host === host)
    .map(({ environment, image, format, keyId }) => ({
      ...nothingElse,
      environment,
      image,
      format,
      keyId,
      reason: 'remembered',
      host,
    }));
}

function ruled(page: URL, { siteRules, images, matches }: Omit<Circumstances, 'url'>): Suggestion[] {
  return siteRules
    .toSorted((one, other) => one.position - other.position)
    .flatMap(({ pattern, image: id, keyId, format, projectId }): Suggestion[] => {
      const image = images.find((each) => each.id === id);
      if (image === undefined || !matches(pattern, page.href)) return [];
      const { environment } = image;
      return [{ environment, image: id, keyId, format, projectId, reason: 'site_rule', host: page.hostname }];
    });
}

function builtIn(page: URL): Suggestion[] {
  const rule = findBuiltInRule(page);
  if (rule === undefined) return [];
  const { environment, reason, format } = rule;
  return [{ ...nothingElse, environment, reason, format, host: page.hostname }];
}
