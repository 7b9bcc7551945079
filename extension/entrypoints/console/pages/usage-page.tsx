import { ReadUsage } from '../../../features/read-usage/read-usage.tsx';
import { createReadUsageModel } from '../../../features/read-usage/read-usage-model.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** How much was used, by what. */
export function UsagePage({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, now, list, deployment } = model;
  const usage = useModel(
    () => createReadUsageModel({ client, say, now }),
    ({ remote }) => remote.read(),
    [model],
  );
  const nameOf = (id: string) =>
    list.rows.value.find((key) => key.id === id)?.name ??
    deployment.value?.images.find((image) => image.id === id)?.title ??
    id;
  return <ReadUsage model={usage} nameOf={nameOf} />;
}
