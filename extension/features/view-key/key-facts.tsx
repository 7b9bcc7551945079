import type { ComponentChild } from 'preact';

import type { Image } from '../../../shared/image/image.ts';
import type { KeyView, LastUsed } from '../../../shared/key/key.ts';
import { useActors } from '../../ui/actors.ts';
import { Ago } from '../../ui/ago.tsx';
import { clientWords } from '../../ui/client-words.ts';
import type { PolicyView } from '../../../shared/api/operations/policies.ts';
import { Facts } from '../../ui/facts.tsx';
import { useLocale, useTranslate, type Translate } from '../../ui/messages.ts';
import { writeMoment } from '../../ui/moment.ts';
import { Allowed } from '../../ui/rights.tsx';
import { nameOfPolicy } from '../list-policies/read-policies.ts';
import { writeRoute } from '../navigate/route.ts';

export interface KeyFactsProps {
  readonly row: KeyView;
  readonly images: readonly Image[];
  /** Its policy, where it was read. */
  readonly policy: PolicyView | undefined;
  readonly now: number;
  readonly onEdit: () => void;
}

/** Everything that is known of a key. */
export function KeyFacts({ row, images, policy, now, onEdit }: KeyFactsProps) {
  const t = useTranslate();
  const locale = useLocale();
  const when = (at: number) => writeMoment(at, locale);
  const ago = (at: number) => <Ago at={at} now={now} />;
  return (
    <div class="card">
      <Facts
        facts={[
          [t('policy'), policy && <PolicyLink policy={policy} />],
          ...written(row, images, { t, when }),
          [t('lastUsed'), row.lastUsed === null ? t('never') : ago(row.lastUsed.at)],
          [t('lastUsedBy'), row.lastUsed && <Client lastUsed={row.lastUsed} />],
          ...observed(row, { t, when, ago }),
          [t('keyId'), <code key="id">{row.id}</code>],
        ]}
      />
      <div class="actions">
        <Allowed to="editKey">
          <button type="button" disabled={row.status === 'deleted'} onClick={onEdit}>
            {t('edit')}
          </button>
        </Allowed>
      </div>
    </div>
  );
}

function PolicyLink({ policy }: { policy: PolicyView }) {
  const t = useTranslate();
  return <a href={writeRoute('policies', policy.id)}>{nameOfPolicy(policy, t)}</a>;
}

/** `claude-code · Linux · Germany` */
function Client({ lastUsed: { client, image, country } }: { lastUsed: LastUsed }) {
  const t = useTranslate();
  const { nameOf } = useActors();
  const countries = new Intl.DisplayNames(useLocale(), { type: 'region' });
  // Networks that hide where somebody is have codes that are no country's, such as T1.
  const from = country !== null && /^[A-Z]{2}$/.test(country) ? countries.of(country) : country;
  return <>{[clientWords(client, t), nameOf(image), from].filter(Boolean).join(' · ')}</>;
}

interface Words {
  readonly t: Translate;
  /** A moment in full. */
  readonly when: (at: number) => string;
  readonly ago: (at: number) => ComponentChild;
}

type Fact = readonly [name: string, value: ComponentChild];

/** What people wrote on it. */
function written(row: KeyView, images: readonly Image[], { t, when }: Omit<Words, 'ago'>): Fact[] {
  const titleOf = (id: string) => images.find((image) => image.id === id)?.title ?? id;
  return [
    [t('note'), row.note || null],
    [t('owner'), row.owner || t('noneGiven')],
    [t('tags'), row.tags.join(', ') || t('noneGiven')],
    [t('expires'), row.expiresAt === null ? t('never') : when(row.expiresAt)],
    [t('images'), row.images === 'all' ? t('imagesAll') : row.images.map(titleOf).join(', ')],
    [t('protected'), t(row.protected ? 'yes' : 'no')],
  ];
}

/** What became of it. */
function observed({ createdAt, exposedAt, previous }: KeyView, { t, when, ago }: Words): Fact[] {
  return [
    [t('columnCreated'), ago(createdAt)],
    [t('exposed'), exposedAt && ago(exposedAt)],
    [t('previousValue'), previous && t('previousUntil', when(previous.validUntil))],
  ];
}
