import { ReadUsage } from '../../../features/read-usage/read-usage.tsx';
import { createReadUsageModel } from '../../../features/read-usage/read-usage-model.ts';
import { drawBars } from '../../../platform/draw-bars.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** How much was used, by what. */
export function UsagePage({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, now } = model;
  const usage = useModel(
    () => createReadUsageModel({ client, say, now }),
    ({ remote }) => remote.read(),
    [model],
  );
  return <ReadUsage model={usage} drawBars={drawBars} />;
}
