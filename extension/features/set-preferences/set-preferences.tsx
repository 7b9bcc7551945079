import { formats } from '../../../shared/address/formats/formats.ts';
import { useTranslate } from '../../ui/messages.ts';
import { Pick } from '../../ui/pick.tsx';
import { clearTimes, languages, themes } from './preferences.ts';
import type { SetPreferencesModel } from './set-preferences-model.ts';

/** The settings of this browser. Everything acts as soon as it is chosen. */
export function SetPreferences({ model }: { model: SetPreferencesModel }) {
  const t = useTranslate();
  const { chosen } = model;
  return (
    <section class="card settings" aria-label={t('section_settings')}>
      <Pick
        label={t('settingTheme')}
        options={themes.map((theme) => [theme, t(`theme_${theme}`)])}
        value={chosen.value.theme}
        onPick={(theme) => model.choose({ theme })}
      />
      <Pick
        label={t('settingLanguage')}
        options={languages.map((language) => [language, t(`language_${language}`)])}
        value={chosen.value.language}
        onPick={(language) => model.choose({ language })}
      />
      <Pick
        label={t('settingFormat')}
        options={[
          ['', t('settingFormatLast')],
          ...formats.map(({ id, title }): [string, string] => [id, title]),
        ]}
        value={chosen.value.format ?? ''}
        onPick={(id) => model.choose({ format: id === '' ? null : id })}
      />
      <Copying model={model} />
    </section>
  );
}

/** Ways to copy that need something of the browser that it asks people about. */
function Copying({ model }: { model: SetPreferencesModel }) {
  const t = useTranslate();
  const { chosen, mayCopy } = model;
  return (
    <>
      <label class="switch">
        <input
          type="checkbox"
          checked={mayCopy.value === true}
          disabled={mayCopy.value === null}
          onClick={({ currentTarget }) => void model.allowCopying(currentTarget.checked)}
        />
        <span>
          {t('settingCopying')}
          <small>{t('settingCopyingNote')}</small>
        </span>
      </label>
      <Pick
        label={t('settingClear')}
        options={clearTimes.map((time) => [
          time,
          time === 0 ? t('clearNever') : t('clearAfter', String(time)),
        ])}
        value={chosen.value.clearAfter}
        onPick={(time) => void model.clearAfter(time)}
      />
    </>
  );
}
