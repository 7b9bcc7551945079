import type { ConsoleKeysModel } from '../../features/manage-keys/console-keys-model.ts';
import { useTranslate } from '../../ui/messages.ts';

/** Says on every page that the secret which makes owners is still set, until it is removed. */
export function BootstrapWarning({ deployment }: Pick<ConsoleKeysModel, 'deployment'>) {
  const t = useTranslate();
  if (deployment.value?.bootstrapTokenSet !== true) return null;
  return (
    <p class="notice bootstrap-warning" role="status">
      {t('bootstrapTokenSet')}
    </p>
  );
}
