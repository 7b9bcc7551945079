import { ManagePeople } from '../../../features/manage-people/manage-people.tsx';
import { createManagePeopleModel } from '../../../features/manage-people/manage-people-model.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** Who may use this Keyharbor. */
export function PeoplePage({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, deployment } = model;
  const people = useModel(
    () => createManagePeopleModel({ client, say }),
    ({ remote }) => remote.read(),
    [model],
  );
  return <ManagePeople model={people} projects={deployment.value?.projects ?? []} />;
}
