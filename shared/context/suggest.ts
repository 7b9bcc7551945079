import type { Environment } from '../image/image.ts';
import { builtInRules, type BuiltInRule, type Reason } from './built-in-rules.ts';

/** What to offer on a tab. A guess that saves a click, never a grant. */
export interface Suggestion {
  readonly environment: Environment;
  readonly reason: Reason;
  /** The site the guess is about; `null` where no page is known. */
  readonly host: string | null;
  /** The format of the client whose site it is; `null` where the site says nothing of it. */
  readonly format: string | null;
}

/**
 * The suggestion for the tab at `url`. Answers for everything: `null`, browser pages and nonsense get `linux`.
 */
export function suggest(url: string | null): Suggestion {
  const page = webPage(url);
  if (page === null) return { environment: 'linux', reason: 'no_page', host: null, format: null };
  const rule = builtInRules.find((each) => isAbout(each, page)) ?? anyPage;
  return {
    environment: rule.environment,
    reason: rule.reason,
    host: page.hostname,
    format: rule.format ?? null,
  };
}

const anyPage = { environment: 'browser', reason: 'web_page', format: null } as const;

function webPage(url: string | null): URL | null {
  if (url === null || !URL.canParse(url)) return null;
  const page = new URL(url);
  return /^https?:$/.test(page.protocol) ? page : null;
}

function isAbout({ host, path }: BuiltInRule, page: URL): boolean {
  const isHost = page.hostname === host || page.hostname.endsWith(`.${host}`);
  return isHost && (path === undefined || `${page.pathname}/`.startsWith(`${path}/`));
}
