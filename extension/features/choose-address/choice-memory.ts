import { rememberChoice, type Choices } from '../../../shared/context/choices.ts';
import { suggestions } from '../../../shared/context/suggest.ts';
import type { Environment } from '../../../shared/image/image.ts';
import type { Tab } from '../../platform/active-tab.ts';
import { matchesPattern } from '../../platform/url-pattern.ts';
import type { ProjectCache } from '../list-keys/project-cache.ts';

export interface ChoiceMemoryDeps {
  readonly tab: Tab;
  readonly choices: Choices;
  /** The team's rules as they were read last, and the images they name; `null`: none were. */
  readonly cache: Pick<ProjectCache, 'siteRules' | 'deployment'> | null;
  /** The format to offer where nothing else speaks for one; `null`: the one used last. */
  readonly format: string | null;
  /** Never rejects. */
  readonly keep: (choices: Choices) => Promise<void>;
}

/** What to offer on this tab by the page itself and by what was copied before. Private pages leave no trace. */
export function createChoiceMemory({ tab, choices, cache, format, keep }: ChoiceMemoryDeps) {
  const [suggested, otherwise] = suggestions({
    url: tab.url,
    choices,
    siteRules: cache?.siteRules ?? [],
    images: cache?.deployment.images ?? [],
    matches: matchesPattern,
  });
  const { host } = suggested;
  let latest = choices;

  return {
    ...suggested,
    /** Somebody chose by hand here what neither the team nor the page itself would offer. */
    isOwn: suggested.reason === 'remembered' && suggested.environment !== otherwise?.environment,
    format: suggested.format ?? format ?? choices.format,
    /** The keys to prefer in an environment, best first: last used on this site, then anywhere. */
    preferred(wanted: Environment): readonly string[] {
      const here = suggested.environment === wanted ? suggested.keyId : null;
      return [here, latest.keys[wanted]].filter((id) => typeof id === 'string');
    },
    async remember(chosen: {
      environment: Environment;
      image: string | null;
      format: string;
      keyId: string;
    }) {
      latest = rememberChoice(latest, { host: tab.isPrivate ? null : host, ...chosen });
      await keep(latest);
    },
  };
}
