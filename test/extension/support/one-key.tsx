import { ViewKey } from '../../../extension/features/view-key/view-key.tsx';
import { createViewKeyModel } from '../../../extension/features/view-key/view-key-model.ts';
import { ApiError } from '../../../shared/api/api-error.ts';
import type { Client } from '../../../shared/api/client.ts';
import { ActorsContext } from '../../../extension/ui/actors.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { defaultImages } from '../../../shared/image/image.ts';
import type { TicketView } from '../../../shared/ticket/ticket.ts';
import {
  givenCache,
  givenClient,
  givenKey,
  givenConsoleModel,
  givenTicket,
  secretOf,
  ticketSecretOf,
} from './givens.ts';
import { renderPage } from './render-page.tsx';

export const laptop = givenKey('laptop', { note: 'Under the desk', rev: 3 });
/** A line of its audit. */
const line = {
  id: 'aud_1',
  subject: laptop.id,
  projectId: 'prj_default',
  seq: 1,
  action: 'key.edit',
  outcome: 'done' as const,
  rev: 3,
  actor: 'ada',
  device: null,
  requestId: 'req_1',
  at: 0,
  before: { name: 'old' },
  after: { name: 'laptop' },
};

interface World {
  key: KeyView;
  tickets: TicketView[];
  readonly copied: string[];
  mayCopy: boolean;
}

/** A Worker with one key, which it changes as it is told; and the key's page. */
export function givenOneKey(first: KeyView = laptop, answers: Partial<Client> = {}) {
  const world: World = { key: first, tickets: [givenTicket()], copied: [], mayCopy: true };
  const client = clientOf(world, answers);
  const writeClipboard = async (text: string) => {
    if (!world.mayCopy) throw new Error('denied');
    world.copied.push(text);
  };
  const keys = givenConsoleModel({ client, cache: givenCache(first), writeClipboard });
  const model = createViewKeyModel({ ...keys, id: first.id, writeClipboard });
  renderPage(
    <ActorsContext.Provider value={keys.actors}>
      <ViewKey model={model} keys={keys} images={defaultImages} drawBars={() => () => {}} />
    </ActorsContext.Provider>,
  );
  void model.read();
  return { world, keys, model };
}

function clientOf(world: World, answers: Partial<Client>) {
  const change = (edit: Partial<KeyView>, rev: number | undefined) => {
    if (rev !== undefined && rev !== world.key.rev) throw new ApiError('revision_mismatch');
    world.key = { ...world.key, ...edit, rev: world.key.rev + 1 };
    return { key: world.key, record: 'written' as const };
  };
  return givenClient({
    readKey: async () => world.key,
    editKey: async ({ rev, ...edit }) => change(edit as Partial<KeyView>, rev),
    rotateKey: async ({ rev }) => ({
      ...change({ previous: { validUntil: 1, lastUsedAt: null } }, rev),
      secret: secretOf(world.key),
    }),
    cutPreviousValue: async ({ rev }) => change({ previous: null }, rev),
    listTickets: async () => ({ tickets: world.tickets }),
    createTicket: async ({ image, label }) => {
      const ticket = givenTicket({ id: `tkt_${'1'.repeat(11)}`, image, label });
      world.tickets = [ticket, ...world.tickets];
      return { ticket, ...ticketSecretOf(world.key), url: 'https://keys.example/mcp/t/new' };
    },
    revealTicket: async () => ({ ...ticketSecretOf(world.key), url: 'https://keys.example/mcp/t/old' }),
    revokeTicket: async ({ ticket }) => {
      world.tickets = world.tickets.map((each) => (each.id === ticket ? { ...each, revokedAt: 1 } : each));
      return { ticket: givenTicket({ revokedAt: 1 }), record: 'written' as const };
    },
    listProjectSessions: async () => ({ sessions: [], next: null }),
    listAudit: async () => ({ lines: [line], next: null }),
    readUsage: async () => ({ rows: [], isCut: false }),
    ...answers,
  });
}
