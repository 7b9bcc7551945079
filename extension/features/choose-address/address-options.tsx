import { formats } from '../../../shared/address/formats/formats.ts';
import { useTranslate } from '../../ui/messages.ts';
import type { ChooseAddressModel } from './choose-address-model.ts';

export const formatId = 'format';

/** In which form the address is copied, and for which image where an environment has several. */
export function AddressOptions({ model }: { model: ChooseAddressModel }) {
  const t = useTranslate();
  const { images, image, format } = model;
  return (
    <div class="address-options">
      <label class="inline-field">
        <span>{t('format')}</span>
        <select
          id={formatId}
          value={format.value.id}
          onChange={({ currentTarget }) => model.pickFormat(currentTarget.value)}
        >
          {formats.map(({ id, title, place }) => (
            <option key={id} value={id}>
              {'path' in place ? `${title} · ${place.path}` : title}
            </option>
          ))}
        </select>
      </label>
      {images.value.length > 1 && (
        <label class="inline-field">
          <span>{t('image')}</span>
          <select
            value={image.value?.id ?? ''}
            onChange={({ currentTarget }) => model.pickImage(currentTarget.value)}
          >
            {images.value.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
