import { useTranslate } from '../../ui/messages.ts';
import type { ChooseAddressModel } from './choose-address-model.ts';

/** What is offered, and why: a guess says that it is one. */
export function Suggestion({ model }: { model: ChooseAddressModel }) {
  const t = useTranslate();
  return (
    <p class="suggestion">
      <strong>{t(`environment_${model.environment.value}`)}</strong>
      <span>{t(`reason_${model.reason.value}`, model.host ?? '')}</span>
    </p>
  );
}
