import type { Client } from '../../../shared/api/client.ts';
import { operationNames } from '../../../shared/api/contract.ts';
import { ApiError } from '../../../shared/api/api-error.ts';
import { maskCredential, writeCredential } from '../../../shared/credential/credential.ts';
import { defaultImages } from '../../../shared/image/image.ts';
import type { SessionView } from '../../../shared/session/session.ts';
import type { TicketView } from '../../../shared/ticket/ticket.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { noChoices } from '../../../shared/context/choices.ts';
import type { Deployment } from '../../../extension/features/choose-address/choose-address-model.ts';
import type { ProjectCache } from '../../../extension/features/list-keys/project-cache.ts';
import { createConsoleKeysModel } from '../../../extension/features/manage-keys/console-keys-model.ts';
import {
  createManageKeysModel,
  type ManageKeysDeps,
} from '../../../extension/features/manage-keys/manage-keys-model.ts';

export const address = 'https://keys.example';
export const today = Date.UTC(2026, 10, 24);

/** The secret of a key made by `givenKey`. */
export function secretOf(key: Pick<KeyView, 'id'>): string {
  const publicId = key.id.slice('key_'.length);
  const parts = { random: publicId.slice(0, 11), tag: publicId.slice(11), secret: 's'.repeat(43) };
  return writeCredential('apiKey', parts);
}

/** The secret of every ticket of a key, and addresses that nobody looks at. */
export function ticketSecretOf(key: Pick<KeyView, 'id'>) {
  const parts = {
    parent: key.id.slice('key_'.length),
    random: 'r'.repeat(6),
    tag: 't'.repeat(5),
    secret: 's'.repeat(43),
  };
  return { secret: writeCredential('ticket', parts), url: '', agentBayUrl: '' };
}

export function givenTicket(other: Partial<TicketView> = {}): TicketView {
  return {
    id: `tkt_${'0'.repeat(11)}`,
    image: 'code_latest',
    label: 'ChatGPT',
    masked: 'kht_…',
    createdAt: today,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    uses: 0,
    ...other,
  };
}

/** A session of a key; open where no end is given. */
export function givenSession(keyId: string, end: SessionView['end'] = null): SessionView {
  return {
    id: `ses_${'a'.repeat(22)}`,
    keyId,
    image: 'linux_latest',
    client: 'claude-code',
    era: 'legacy',
    policy: { id: 'pol_default', version: 1 },
    startedAt: today,
    activeAt: today,
    userActiveAt: 0,
    calls: 0,
    bytesIn: 0,
    bytesOut: 0,
    streams: 0,
    end,
  };
}

/** A key called `name`, active unless said otherwise. Its id is made of the name. */
export function givenKey(name: string, other: Partial<KeyView> = {}): KeyView {
  const id = `key_${name
    .replace(/[^0-9A-Za-z]/g, '')
    .padEnd(16, '0')
    .slice(0, 16)}`;
  return {
    id,
    projectId: 'prj_default',
    name,
    masked: maskCredential(secretOf({ id })),
    status: 'active',
    policy: { id: 'pol_default', version: 1 },
    rev: 1,
    createdAt: today,
    changedAt: today,
    note: '',
    owner: '',
    tags: [],
    expiresAt: null,
    protected: false,
    showOnce: false,
    images: 'all',
    exposedAt: null,
    drainingUntil: null,
    previous: null,
    lastUsed: null,
    ...other,
  };
}

export const deployment: Deployment = {
  gateway: address,
  projects: [{ id: 'prj_default', name: 'Acme agents' }],
  images: [...defaultImages],
  bootstrapTokenSet: false,
};

export function givenCache(...keys: KeyView[]): ProjectCache {
  return { address, deployment, keys, siteRules: [], readAt: today };
}

const offline = () => Promise.reject(new ApiError('offline'));

/** A Worker that cannot be reached, but for what `answers` says. */
export function givenClient(answers: Partial<Client> = {}): Client {
  const unreached = Object.fromEntries(operationNames.map((name) => [name, offline]));
  return { ...unreached, ...answers } as Client; // The names are the contract's own.
}

/** A Worker that has these keys and does what it is asked. */
export function givenWorker(...keys: KeyView[]): Client {
  const change = (id: string, status: KeyView['status']) => {
    const key = keys.find((each) => each.id === id);
    if (!key) throw new ApiError('key_not_found');
    return { key: { ...key, status }, record: 'written' as const };
  };
  return givenClient({
    readDeployment: async () => deployment,
    listKeys: async ({ search = '' }) => ({
      keys: keys.filter(({ name }) => name.includes(search)),
      next: null,
    }),
    createKey: async ({ name }) => ({ key: givenKey(name), secret: secretOf(givenKey(name)) }),
    revealKey: async ({ id }) => ({ secret: secretOf({ id }) }),
    enableKey: async ({ id }) => change(id, 'active'),
    disableKey: async ({ id }) => change(id, 'disabled'),
    deleteKey: async ({ id }) => change(id, 'deleted'),
    listSessions: async () => ({ sessions: [] }),
    listSiteRules: async () => ({ siteRules: [] }),
    listTickets: async () => ({ tickets: [] }),
    createTicket: async ({ id, image, label }) => ({
      ticket: givenTicket({ image, label }),
      ...ticketSecretOf({ id }),
    }),
  });
}

export const nothing = async () => {};

/** As much again for the console. Nothing happens later by itself. */
export function givenConsoleModel(given: Partial<ManageKeysDeps<Client>> = {}) {
  return createConsoleKeysModel(givenModel(given), () => () => {});
}

/** Everything a connected page works with, over what `given` says. */
export function givenModel(given: Partial<ManageKeysDeps<Client>> = {}) {
  return createManageKeysModel<Client>({
    client: givenClient(),
    tab: { url: 'https://github.com/acme', isPrivate: false },
    cache: null,
    choices: noChoices,
    format: null,
    keepProject: nothing,
    keepChoices: nothing,
    writeClipboard: nothing,
    openLink: nothing,
    later: () => () => {},
    now: () => today,
    ...given,
  });
}
