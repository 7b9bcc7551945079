import { EditPolicy } from '../../../features/edit-policy/edit-policy.tsx';
import { createEditPolicyModel } from '../../../features/edit-policy/edit-policy-model.ts';
import { ListPolicies } from '../../../features/list-policies/list-policies.tsx';
import { createListPoliciesModel } from '../../../features/list-policies/list-policies-model.ts';
import { newThing } from '../../../features/navigate/route.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** All policies, or the one that the address names. */
export function PoliciesPage({ model, navigate }: ConsoleProps) {
  const { id } = navigate.route.value;
  if (id === null) return <AllPolicies model={model} />;
  return <OnePolicy key={id} model={model} navigate={navigate} id={id} />;
}

function AllPolicies({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, now } = model;
  const policies = useModel(
    () => createListPoliciesModel({ client, say }),
    ({ remote }) => remote.read(),
    [model],
  );
  return <ListPolicies model={policies} now={now()} />;
}

function OnePolicy({ model, navigate, id }: Pick<ConsoleProps, 'model' | 'navigate'> & { id: string }) {
  const { client, say, now, deployment } = model;
  const policy = useModel(
    () =>
      createEditPolicyModel({
        client,
        say,
        id: id === newThing ? null : id,
        created: (made) => navigate.go('policies', made),
      }),
    ({ read }) => read(),
    [model, id],
  );
  return <EditPolicy model={policy} images={deployment.value?.images ?? []} now={now()} />;
}
