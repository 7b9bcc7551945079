import { env } from 'cloudflare:workers';

import { readCredential } from '../../../shared/credential/credential.ts';
import { prefixes } from '../../../shared/ids.ts';
import { createShelf } from '../../../worker/policies/shelf.ts';
import { keyring } from '../../../worker/secrets/keyring.ts';
import { mintCredential } from '../../../worker/secrets/mint.ts';
import { api, callLegacy, callStateless, initialize } from './calls.ts';
import type { Command, SecretKind } from './key-model.ts';
import { refusal } from './refusal.ts';

const by = { actor: 'tests', device: null, requestId: 'model' };
/** A real key, with all that is needed to do anything to it. */
export interface RealKey {
  readonly id: string;
  current: string;
  previous: string | null;
  readonly dead: string[];
  readonly sessions: string[];
}

/** Asked of its gate itself: thousands of them need not go through the door of the API. */
export async function givenRealKey(): Promise<RealKey> {
  const secret = await mintCredential('apiKey', await keyring(env));
  const id = prefixes.key + (readCredential('apiKey', secret)?.publicId ?? '');
  const policy = await createShelf(env.SHELF).publishDefault();
  const order = { id, projectId: 'prj_default', name: `real ${id}`, secret, policy };
  const made = await env.GATE.getByName(id).create(order, by);
  if (!made.ok) throw new Error(made.code);
  const dead = `${secret.slice(0, 21)}${'0'.repeat(49)}`; // Mistyped: nobody ever had it.
  return { id, current: secret, previous: null, dead: [dead], sessions: [] };
}

/** Runs a command; gives the status and revision afterwards, or the code of the refusal. */
export async function run(key: RealKey, command: Command, rev: number | undefined) {
  const seen = { id: key.id, ...(rev !== undefined && { rev }) };
  try {
    const { status, rev: next, drainingUntil, previous, exposedAt } = await changes[command](key, seen);
    const isDraining = drainingUntil !== null;
    return { status, rev: next, isDraining, hasPrevious: previous !== null, isExposed: exposedAt !== null };
  } catch (error) {
    return (error as { code: string }).code; // The client throws nothing else.
  }
}

interface Seen {
  readonly id: string;
  readonly rev?: number;
}

let notes = 0;

const changes = {
  enable: async (_, seen) => (await api.enableKey(seen)).key,
  disable: async (_, seen) => (await api.disableKey(seen)).key,
  drain: async (_, seen) => (await api.disableKey({ ...seen, mode: 'drain' })).key,
  delete: async (_, seen) => (await api.deleteKey(seen)).key,
  edit: async (_, seen) => (await api.editKey({ ...seen, note: `note ${(notes += 1)}` })).key,
  rotate: (key, seen) => rotate(key, seen, 3_600),
  rotateAtOnce: (key, seen) => rotate(key, seen, 0),
  cutPrevious: async (key, seen) => {
    const { key: after } = await api.cutPreviousValue(seen);
    if (key.previous !== null) key.dead.push(key.previous);
    key.previous = null;
    return after;
  },
  expose: ({ id }) => expose(id, true),
  exposeOnly: ({ id }) => expose(id, false),
} satisfies Record<Command, (key: RealKey, seen: Seen) => Promise<Awaited<ReturnType<typeof api.readKey>>>>;

async function rotate(key: RealKey, seen: Seen, overlapSeconds: number) {
  const { key: after, secret } = await api.rotateKey({ ...seen, overlapSeconds });
  if (secret === null) throw new Error('a rotation that was never asked for was replayed');
  if (key.previous !== null) key.dead.push(key.previous);
  if (overlapSeconds === 0) key.dead.push(key.current);
  key.previous = overlapSeconds === 0 ? null : key.current;
  key.current = secret;
  return after;
}

async function expose(id: string, disables: boolean) {
  const changed = await env.GATE.getByName(id).expose(disables, by);
  if (!changed.ok) throw Object.assign(new Error(changed.code), { code: changed.code });
  return changed.value.key;
}

function secretOf(key: RealKey, kind: SecretKind): string {
  if (kind === 'current') return key.current;
  return (kind === 'previous' ? key.previous : null) ?? key.dead.at(-1) ?? '';
}

/** Makes a call; `passes`, or the code of the refusal. A new session is added to those of the key. */
export async function call(
  key: RealKey,
  kind: SecretKind,
  session: number | 'group' | 'new',
): Promise<string> {
  const secret = secretOf(key, kind);
  if (session === 'new') {
    const opened = await initialize(secret);
    if (opened === 'none') return 'refused';
    key.sessions.push(opened);
    return 'passes';
  }
  const response =
    session === 'group'
      ? await callStateless({ secret })
      : await callLegacy({ secret, headers: { 'mcp-session-id': key.sessions[session] ?? 'none' } });
  if (response.status !== 200) return String((await refusal(response)).code);
  await response.text();
  return 'passes';
}
