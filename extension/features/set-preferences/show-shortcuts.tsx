import { useTranslate, type MessageKey } from '../../ui/messages.ts';
import { useModel } from '../../ui/use-model.ts';
import type { SetPreferencesModel } from './set-preferences-model.ts';

const words: Readonly<Record<string, MessageKey>> = {
  _execute_action: 'shortcutPopup',
  'copy-here': 'menuCopyHere',
};

/** Which keys do what wherever the browser is, and the way to change them. */
export function ShowShortcuts({ model }: { model: SetPreferencesModel }) {
  const t = useTranslate();
  const { shortcuts } = useModel(
    () => model,
    ({ readShortcuts }) => readShortcuts(),
    [model],
  );
  return (
    <section class="card settings" aria-labelledby="shortcuts-title">
      <h3 id="shortcuts-title">{t('shortcuts')}</h3>
      <dl class="shortcuts">
        {shortcuts.value.map(({ name, keys }) => (
          <div key={name}>
            <dt>{words[name] === undefined ? name : t(words[name])}</dt>
            <dd>{keys === '' ? t('shortcutNone') : <kbd>{keys}</kbd>}</dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        <button type="button" onClick={() => void model.changeShortcuts()}>
          {t('shortcutsChange')}
        </button>
      </div>
    </section>
  );
}
