import type { Image } from '../../../shared/image/image.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { useTranslate } from '../../ui/messages.ts';

export interface ChooseImagesProps {
  readonly images: readonly Pick<Image, 'id' | 'title'>[];
  readonly chosen: 'all' | readonly string[];
  readonly onChange: (chosen: 'all' | string[]) => void;
}

/** All images, or some of them. Those that were chosen and are gone stay in the list, so that they can be taken out. */
export function ChooseImages({ images, chosen, onChange }: ChooseImagesProps) {
  const t = useTranslate();
  const ids = chosen === 'all' ? [] : chosen;
  const gone = ids.filter((id) => images.every((image) => image.id !== id)).map((id) => ({ id, title: id }));
  const toggle = (id: string, isIn: boolean) =>
    onChange(isIn ? [...ids, id] : ids.filter((each) => each !== id));
  return (
    <fieldset>
      <legend>{t('images')}</legend>
      <div class="checks">
        <CheckField
          label={t('imagesAll')}
          checked={chosen === 'all'}
          onChange={(isAll) => onChange(isAll ? 'all' : images.map(({ id }) => id))}
        />
        {chosen !== 'all' &&
          [...images, ...gone].map(({ id, title }) => (
            <CheckField
              key={id}
              label={title}
              checked={ids.includes(id)}
              onChange={(isIn) => toggle(id, isIn)}
            />
          ))}
      </div>
    </fieldset>
  );
}
