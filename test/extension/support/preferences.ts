import { noPreferences, type Preferences } from '../../../extension/features/set-preferences/preferences.ts';
import { createSetPreferencesModel } from '../../../extension/features/set-preferences/set-preferences-model.ts';

/** Settings over a browser that grants what `grants` says; what was kept and shown. */
export function givenPreferences(grants = true, preferences: Preferences = noPreferences) {
  const kept: Preferences[] = [];
  const shown: Preferences[] = [];
  let may = false;
  let changes = 0;
  const ask = async () => (may = grants);
  const model = createSetPreferencesModel({
    preferences,
    keep: async (latest) => void kept.push(latest),
    apply: (latest) => void shown.push(latest),
    permissions: {
      mayCopy: async () => may,
      askToCopy: ask,
      askToClear: ask,
      giveBack: async () => !(may = false),
    },
    shortcuts: {
      read: async () => [
        { name: '_execute_action', keys: 'Alt+Shift+M' },
        { name: 'copy-here', keys: '' },
      ],
      change: async () => void (changes += 1),
    },
  });
  return { model, kept, shown, changes: () => changes };
}
