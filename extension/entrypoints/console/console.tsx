import type { Client } from '../../../shared/api/client.ts';
import type { Ending } from '../../api/connection.ts';
import type { PairBrowserModel } from '../../features/pair-browser/pair-browser-model.ts';
import type { PageModel } from '../../start-page.tsx';
import { useModel } from '../../ui/use-model.ts';
import { ConsoleFrame } from './console-frame.tsx';
import type { ConsoleProps } from './console-props.ts';
import { ConsoleWelcome } from './console-welcome.tsx';

export interface ConsolePageProps extends Pick<
  ConsoleProps,
  'navigate' | 'preferences' | 'about' | 'readSites' | 'confirm'
> {
  readonly model: PageModel<Client>;
  readonly createPairing: (before: BeforePairing) => PairBrowserModel;
}

/** Where this browser was paired before, and why it is no more. */
export interface BeforePairing {
  readonly address: string | null;
  readonly ended: Ending | null;
}

/** The full page. `data-state` says what is on screen. */
export function Console({ model, createPairing, ...parts }: ConsolePageProps) {
  const state = model.state.value;
  if (state.kind === 'starting') return <main class="console" data-state="loading" />;
  if (state.kind === 'unpaired') return <Unpaired before={state} createPairing={createPairing} />;
  const { connection, work } = state;
  const disconnect = async () => {
    // Without the network the key goes all the same, and the device stays on the list for somebody to revoke.
    await work.client.revokeDevice({ id: connection.device }).catch(() => undefined);
    await model.disconnect();
  };
  return <ConsoleFrame model={work} address={connection.address} onDisconnect={disconnect} {...parts} />;
}

function Unpaired({
  before,
  createPairing,
}: Pick<ConsolePageProps, 'createPairing'> & { before: BeforePairing }) {
  const pairing = useModel(
    () => createPairing(before),
    ({ resume }) => resume(),
    [before],
  );
  return <ConsoleWelcome pairing={pairing} />;
}
