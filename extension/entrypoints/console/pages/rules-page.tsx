import { RuleSites } from '../../../features/rule-sites/rule-sites.tsx';
import { createRuleSitesModel } from '../../../features/rule-sites/rule-sites-model.ts';
import { matchesPattern } from '../../../platform/url-pattern.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** The team's site rules. */
export function RulesPage({ model, readSites }: Pick<ConsoleProps, 'model' | 'readSites'>) {
  const { client, say, deployment, list } = model;
  const images = () => deployment.value?.images ?? [];
  const rules = useModel(
    () => createRuleSitesModel({ client, images, matches: matchesPattern, readSites, say }),
    ({ remote, sites }) => Promise.all([remote.read(), sites.read()]),
    [model],
  );
  return <RuleSites model={rules} images={images()} keys={list.rows.value} />;
}
