import { ChangeKeys, ChosenKeys } from '../../../extension/features/change-keys/change-keys.tsx';
import type { Client } from '../../../shared/api/client.ts';
import type { BulkResult } from '../../../shared/api/operations/bulk.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { givenCache, givenClient, givenConsoleModel, givenKey } from './givens.ts';
import { builtIn } from './policies.ts';
import { renderPage } from './render-page.tsx';

export const on = givenKey('on');
export const off = givenKey('off', { status: 'disabled' });

function editBy(command: Parameters<Client['runBulk']>[0]['command'], { tags }: KeyView): Partial<KeyView> {
  if (command.do === 'enable') return { status: 'active' };
  if (command.do === 'disable') return { status: 'disabled' };
  if (command.do === 'set_expiry') return { expiresAt: command.expiresAt };
  if (command.do === 'assign') return { policy: { id: command.policyId, version: 1 } };
  if (command.do === 'delete') return { status: 'deleted' };
  const { add = [], remove = [] } = command;
  return { tags: [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag)) };
}

/** A Worker that does what it is told to many keys, and the page that tells it. */
export function givenMany(keys: readonly KeyView[] = [on, off], answers: Partial<Client> = {}) {
  const asked: Parameters<Client['runBulk']>[0][] = [];
  const kept = new Map([on, ...keys].map((key) => [key.id, key]));
  const resultOf = (id: string): BulkResult => {
    const key = kept.get(id) ?? on;
    const { command, revs } = asked.at(-1) ?? { command: { do: 'enable' } };
    if (command.do === 'delete' && key.status === 'active') return { ok: false, id, code: 'key_active' };
    if ((revs?.[id] ?? key.rev) !== key.rev) return { ok: false, id, code: 'revision_mismatch' };
    const edited = { ...key, ...editBy(command, key) };
    const isSame = JSON.stringify(edited) === JSON.stringify(key);
    const after = isSame ? key : { ...edited, rev: key.rev + 1 };
    kept.set(id, after);
    return { ok: true, id, key: after, record: 'written' };
  };
  const client = givenClient({
    listKeys: async () => ({ keys: [...keys], next: 'more', total: { count: 250, exact: true } }),
    listProjectSessions: async () => ({
      sessions: [{ keyId: on.id }, { keyId: on.id }, { keyId: 'key_other' }] as never, // Nothing else is looked at.
      next: null,
    }),
    previewBulk: async () => ({
      total: { count: 250, exact: true },
      keys: [...keys],
      token: 'first',
    }),
    runBulk: async (input) => {
      asked.push(input);
      const { ids = keys.map(({ id }) => id), token } = input;
      return { results: ids.map(resultOf), next: token === 'first' ? 'second' : null };
    },
    ...answers,
  });
  const model = givenConsoleModel({ client, cache: givenCache(...keys) });
  renderPage(
    <>
      <ChosenKeys model={model.bulk} select={model.select} everything="250" />
      <ChangeKeys model={model.bulk} policies={[builtIn]} />
    </>,
  );
  return { asked, kept, model, bulk: model.bulk, select: model.select };
}
