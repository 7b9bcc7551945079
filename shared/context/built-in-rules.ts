import { agents } from './built-in/agents.ts';
import { chats } from './built-in/chats.ts';
import { clients } from './built-in/clients.ts';
import { codeHosts } from './built-in/code-hosts.ts';
import { linuxDocs } from './built-in/linux-docs.ts';
import { mobileDocs } from './built-in/mobile-docs.ts';
import { webIdes } from './built-in/web-ides.ts';
import { windowsDocs } from './built-in/windows-docs.ts';
import type { SiteGroup } from './site-group.ts';

/** A site and what people who look at it most likely need. */
export interface BuiltInRule extends Pick<SiteGroup, 'environment' | 'reason'> {
  readonly host: string;
  /** `/code`; empty for the whole site. */
  readonly path: string;
  /** `null` where the site is no client's. */
  readonly format: string | null;
  /** A page for the tests; empty in the popup. */
  readonly example: string;
}

const groups = [webIdes, codeHosts, clients, chats, agents, mobileDocs, windowsDocs, linuxDocs];

/** Narrower rules first, so that the first match is the best one: longer hosts, then longer paths. */
export const builtInRules: readonly BuiltInRule[] = groups
  .flatMap(({ environment, reason, sites }) => sites.map((line) => ({ environment, reason, ...read(line) })))
  .toSorted((one, other) => other.host.length - one.host.length || other.path.length - one.path.length);

/** The built-in rule for a web page, if there is one. Looks at host and path only. */
export function findBuiltInRule({ hostname, pathname }: URL): BuiltInRule | undefined {
  return builtInRules.find(
    ({ host, path }) =>
      `.${hostname}`.endsWith(`.${host}`) && (path === '' || `${pathname}/`.startsWith(`${path}/`)),
  );
}

function read(line: string) {
  const [place = '', ...words] = line.split(' ');
  const [host = '', ...path] = place.split(/(?=\/)/);
  return {
    host,
    path: path.join(''),
    format: words.find((word) => !isPage(word)) ?? null,
    example: words.find(isPage) ?? '',
  };
}

function isPage(word: string): boolean {
  return word.startsWith('https:');
}
