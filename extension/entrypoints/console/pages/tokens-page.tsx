import { ManageTokens } from '../../../features/manage-tokens/manage-tokens.tsx';
import { createManageTokensModel } from '../../../features/manage-tokens/manage-tokens-model.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** Credentials for scripts. */
export function TokensPage({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, now, deployment } = model;
  const tokens = useModel(
    () => createManageTokensModel({ client, say }),
    ({ remote }) => remote.read(),
    [model],
  );
  return <ManageTokens model={tokens} projects={deployment.value?.projects ?? []} now={now()} />;
}
