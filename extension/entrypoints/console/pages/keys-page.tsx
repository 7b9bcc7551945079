import { ShowAddress } from '../../../features/show-address/show-address.tsx';
import { ViewKey } from '../../../features/view-key/view-key.tsx';
import { createViewKeyModel } from '../../../features/view-key/view-key-model.ts';
import { drawBars } from '../../../platform/draw-bars.ts';
import { useModel } from '../../../ui/use-model.ts';
import { ConsoleKeys } from '../console-keys.tsx';
import type { ConsoleProps } from '../console-props.ts';

/** All keys, or the one that the address names; and the window with an address. */
export function KeysPage({ model, navigate }: ConsoleProps) {
  const { id } = navigate.route.value;
  const looked = model.addressOf.value;
  return (
    <>
      {id === null ? <ConsoleKeys model={model} /> : <OneKey key={id} model={model} id={id} />}
      {looked !== null && <ShowAddress row={looked} model={model} />}
    </>
  );
}

function OneKey({ model, id }: Pick<ConsoleProps, 'model'> & { id: string }) {
  const { copyText: writeClipboard, deployment, policies } = model;
  const one = useModel(
    () => createViewKeyModel({ ...model, id, writeClipboard }),
    ({ read }) => Promise.all([read(), policies.read()]),
    [model, id],
  );
  return <ViewKey model={one} keys={model} images={deployment.value?.images ?? []} drawBars={drawBars} />;
}
