import { environments, type Environment } from '../../../shared/image/image.ts';
import { Icon } from '../../ui/icon.tsx';
import { useTranslate } from '../../ui/messages.ts';
import type { ChooseAddressModel } from './choose-address-model.ts';

export interface EnvironmentTabsProps {
  readonly model: ChooseAddressModel;
  /** The id of what the tabs are about. */
  readonly controls: string;
  readonly onPick: () => void;
}

/** The id of a tab; `controls` tells the tabs of one place from those of another. */
export function tabId(controls: string, environment: Environment): string {
  return `${controls}-${environment}`;
}

/** One tab an environment; arrows go from one to the next. */
export function EnvironmentTabs({ model, controls, onPick }: EnvironmentTabsProps) {
  const t = useTranslate();
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    if (by === null) return;
    event.preventDefault();
    model.step(by);
    onPick();
    document.getElementById(tabId(controls, model.environment.value))?.focus();
  };
  const tab = (environment: Environment) => {
    const isSelected = model.environment.value === environment;
    return (
      <button
        key={environment}
        type="button"
        role="tab"
        id={tabId(controls, environment)}
        aria-selected={isSelected}
        aria-controls={controls}
        tabIndex={isSelected ? 0 : -1}
        onClick={() => {
          model.pick(environment);
          onPick();
        }}
      >
        <Icon name={environment} />
        {t(`environment_${environment}`)}
      </button>
    );
  };
  return (
    <div role="tablist" class="tabs" aria-label={t('environments')} onKeyDown={onKeyDown}>
      {environments.map(tab)}
    </div>
  );
}
