import { suggest } from '../../../shared/context/suggest.ts';
import type { Environment } from '../../../shared/image/image.ts';
import type { Tab } from '../../platform/active-tab.ts';
import { rememberChoice, type Choices } from './choices.ts';

export interface ChoiceMemoryDeps {
  readonly tab: Tab;
  readonly choices: Choices;
  /** Never rejects. */
  readonly keep: (choices: Choices) => Promise<void>;
}

/** What to offer on this tab by the page itself and by what was copied before. Private pages leave no trace. */
export function createChoiceMemory({ tab, choices, keep }: ChoiceMemoryDeps) {
  const { host, ...page } = suggest(tab.url);
  const site = choices.sites.find((each) => each.host === host);
  const environment = site?.environment ?? page.environment;
  let latest = choices;

  return {
    host,
    environment,
    format: site?.format ?? page.format ?? choices.format,
    reason: environment === page.environment ? page.reason : ('remembered' as const),
    /** The keys to prefer in an environment, best first: last used on this site, then anywhere. */
    preferred(wanted: Environment): readonly string[] {
      const here = site?.environment === wanted ? site.keyId : undefined;
      return [here, latest.keys[wanted]].filter((id) => id !== undefined);
    },
    async remember(chosen: { environment: Environment; format: string; keyId: string }) {
      latest = rememberChoice(latest, { host: tab.isPrivate ? null : host, ...chosen });
      await keep(latest);
    },
  };
}
