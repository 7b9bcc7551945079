import { signal } from '@preact/signals';

import type { Shortcut } from '../../platform/shortcuts.ts';
import type { Preferences } from './preferences.ts';

export interface SetPreferencesDeps {
  readonly preferences: Preferences;
  /** Never rejects. */
  readonly keep: (preferences: Preferences) => Promise<void>;
  /** Makes what was chosen seen at once, where that can be. */
  readonly apply: (preferences: Preferences) => void;
  /** What copying without the popup, and clearing the clipboard, need of the browser. The last three may ask a person. */
  readonly permissions: {
    readonly mayCopy: () => Promise<boolean>;
    readonly askToCopy: () => Promise<boolean>;
    readonly askToClear: () => Promise<boolean>;
    readonly giveBack: () => Promise<boolean>;
  };
  readonly shortcuts: {
    readonly read: () => Promise<readonly Shortcut[]>;
    /** Goes to where the browser lets a person change them. */
    readonly change: () => Promise<void>;
  };
}

export type SetPreferencesModel = ReturnType<typeof createSetPreferencesModel>;

/** What a person likes, kept as soon as it is chosen. */
export function createSetPreferencesModel(deps: SetPreferencesDeps) {
  const { preferences, keep, apply, permissions } = deps;
  const chosen = signal(preferences);
  const mayCopy = signal<boolean | null>(null);
  const shortcuts = signal<readonly Shortcut[]>([]);
  void permissions.mayCopy().then((may) => (mayCopy.value = may));

  const choose = (change: Partial<Preferences>) => {
    chosen.value = { ...chosen.value, ...change };
    apply(chosen.value);
    void keep(chosen.value);
  };

  return {
    chosen,
    /** Whether shortcut, menu and address bar may copy; `null` until the browser has said. */
    mayCopy,
    /** As the browser has them; none until they were read. */
    shortcuts,
    readShortcuts: async () => void (shortcuts.value = await deps.shortcuts.read()),
    changeShortcuts: deps.shortcuts.change,
    choose,
    /** Must be called first thing in a click, as `clearAfter`: browsers ask people only then. */
    async allowCopying(wanted: boolean) {
      const done = await (wanted ? permissions.askToCopy() : permissions.giveBack()).catch(() => false);
      mayCopy.value = done ? wanted : await permissions.mayCopy();
      if (!mayCopy.value) choose({ clearAfter: 0 });
    },
    async clearAfter(seconds: Preferences['clearAfter']) {
      const may = seconds === 0 || (await permissions.askToClear().catch(() => false));
      mayCopy.value = await permissions.mayCopy();
      choose({ clearAfter: may ? seconds : 0 });
    },
  };
}
