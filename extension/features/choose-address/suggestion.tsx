import { useTranslate } from '../../ui/messages.ts';
import { writeRoute } from '../navigate/route.ts';
import type { ChooseAddressModel } from './choose-address-model.ts';

/** What is offered, and why: a guess says that it is one. What a person chose here can be made a rule for all. */
export function Suggestion({ model }: { model: ChooseAddressModel }) {
  const t = useTranslate();
  return (
    <p class="suggestion">
      <strong>{t(`environment_${model.environment.value}`)}</strong>
      <span>{t(`reason_${model.reason.value}`, model.host ?? '')}</span>
      {model.isOwn.value && (
        <a href={`/console.html${writeRoute('site_rules')}`} target="_blank">
          {t('makeRule')}
        </a>
      )}
    </p>
  );
}
