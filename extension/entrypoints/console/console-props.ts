import type { SiteChoice } from '../../../shared/context/choices.ts';
import type { ConsoleKeysModel } from '../../features/manage-keys/console-keys-model.ts';
import type { ConfirmPersonModel } from '../../features/confirm-person/confirm-person-model.ts';
import type { NavigateModel } from '../../features/navigate/navigate-model.ts';
import type { SetPreferencesModel } from '../../features/set-preferences/set-preferences-model.ts';
import type { ConsoleHeadProps } from './console-head.tsx';

/** What the extension and its browser say of themselves. */
export interface About {
  readonly version: string;
  readonly browser: string;
  readonly permissions: readonly string[];
}

/** What every page of the console is given. */
export interface ConsoleProps extends ConsoleHeadProps {
  readonly model: ConsoleKeysModel;
  readonly navigate: NavigateModel;
  readonly preferences: SetPreferencesModel;
  readonly about: About;
  /** What was chosen by hand on sites, on this computer. */
  readonly readSites: () => Promise<readonly SiteChoice[]>;
  readonly confirm: ConfirmPersonModel;
}
