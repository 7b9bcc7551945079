import { agents } from './built-in/agents.ts';
import { chats } from './built-in/chats.ts';
import { clients } from './built-in/clients.ts';
import { codeHosts } from './built-in/code-hosts.ts';
import { linuxDocs } from './built-in/linux-docs.ts';
import { mobileDocs } from './built-in/mobile-docs.ts';
import { webIdes } from './built-in/web-ides.ts';
import { windowsDocs } from './built-in/windows-docs.ts';
import type { Site, SiteGroup } from './site-group.ts';

/** A site and what people who look at it most likely need. */
export type BuiltInRule = Site & Pick<SiteGroup, 'environment' | 'reason'>;

const groups = [webIdes, codeHosts, clients, chats, agents, mobileDocs, windowsDocs, linuxDocs];

/** Narrower rules first, so that the first match is the best one: longer hosts, then longer paths. */
export const builtInRules: readonly BuiltInRule[] = groups
  .flatMap(({ environment, reason, sites }) => sites.map((site) => ({ environment, reason, ...site })))
  .toSorted(
    (one, other) =>
      other.host.length - one.host.length || (other.path?.length ?? 0) - (one.path?.length ?? 0),
  );

/** The built-in rule for a web page, if there is one. Looks at host and path only. */
export function findBuiltInRule(page: URL): BuiltInRule | undefined {
  return builtInRules.find(({ host, path }) => {
    const isHost = page.hostname === host || page.hostname.endsWith(`.${host}`);
    return isHost && (path === undefined || `${page.pathname}/`.startsWith(`${path}/`));
  });
}
