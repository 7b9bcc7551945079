import type { ErrorCode } from '../../../shared/errors.ts';

/** A key as the promises have it, kept beside the real one. */
export interface Model {
  readonly status: 'active' | 'disabled' | 'deleted';
  readonly rev: number;
  readonly isExposed: boolean;
  /** Sessions that were open when it was disabled go on. */
  readonly isDraining: boolean;
  /** The secret before the last rotation still opens. */
  readonly hasPrevious: boolean;
  /** Counts the secrets, from 1. */
  readonly secretRev: number;
  readonly open: readonly Open[];
}

/** An open session, and which secrets it was used with. */
export interface Open {
  /** Of legacy clients by number; the one of the stateless client is `group`. */
  readonly session: number | 'group';
  readonly by: readonly number[];
}

export const commands = [
  'enable',
  'disable',
  'drain',
  'delete',
  'edit',
  'rotate',
  'rotateAtOnce',
  'cutPrevious',
  'expose',
  'exposeOnly',
] as const;
export type Command = (typeof commands)[number];

export const newModel: Model = {
  status: 'active',
  rev: 1,
  isExposed: false,
  isDraining: false,
  hasPrevious: false,
  secretRev: 1,
  open: [],
};

/** What a command must come to: the key afterwards, or why not. The same model: nothing changes, not even the revision. */
export function expected(key: Model, command: Command, isStale: boolean): Model | ErrorCode {
  if (key.status === 'deleted') return 'key_deleted';
  const takesRevision = command !== 'expose' && command !== 'exposeOnly';
  if (isStale && takesRevision) return 'revision_mismatch';
  const next = table[command](key);
  if (typeof next === 'string' || next === key) return next;
  return { ...next, rev: key.rev + 1 };
}

const shut = { status: 'disabled', isDraining: false, open: [] } as const;

const table: Record<Command, (key: Model) => Model | ErrorCode> = {
  enable: (key) => {
    if (key.status === 'active') return key;
    return key.isExposed ? 'key_exposed' : { ...key, status: 'active', isDraining: false };
  },
  disable: (key) => (key.status === 'active' || key.isDraining ? { ...key, ...shut } : key),
  drain: (key) =>
    key.status === 'active' ? { ...key, status: 'disabled', isDraining: key.open.length > 0 } : key,
  delete: (key) =>
    key.status === 'active'
      ? 'key_active'
      : { ...key, status: 'deleted', isDraining: false, hasPrevious: false, open: [] },
  edit: (key) => ({ ...key }),
  rotate: (key) => rotated(key, true),
  rotateAtOnce: (key) => rotated(key, false),
  cutPrevious: (key) => (key.hasPrevious ? endSecrets({ ...key, hasPrevious: false }) : key),
  expose: (key) =>
    key.isExposed && key.status === 'disabled' && !key.isDraining
      ? key
      : { ...key, ...shut, isExposed: true },
  exposeOnly: (key) => (key.isExposed ? key : { ...key, isExposed: true }),
};

function rotated(key: Model, hasPrevious: boolean): Model {
  return endSecrets({ ...key, isExposed: false, hasPrevious, secretRev: key.secretRev + 1 });
}

/** Sessions end with the last secret that they were used with. */
function endSecrets(key: Model): Model {
  const oldest = key.hasPrevious ? key.secretRev - 1 : key.secretRev;
  const open = key.open.map(({ session, by }) => ({ session, by: by.filter((rev) => rev >= oldest) }));
  return { ...key, open: open.filter(({ by }) => by.length > 0) };
}

/** The key after a call that passed. */
export function used(key: Model, secret: SecretKind, session: number | 'group'): Model {
  const rev = secret === 'previous' ? key.secretRev - 1 : key.secretRev;
  const others = key.open.filter((each) => each.session !== session);
  const by = key.open.find((each) => each.session === session)?.by ?? [];
  return { ...key, open: [...others, { session, by: [...by, rev] }] };
}

/** Which of a key's secrets a call comes with; `dead` is one that was rotated away, or never was. */
export type SecretKind = 'current' | 'previous' | 'dead';

/** What a call must come to. `session`: the one it goes on with, `new` for one that starts one. */
export function expectedCall(
  key: Model,
  secret: SecretKind,
  session: number | 'group' | 'new',
): ErrorCode | 'passes' {
  if (key.status === 'deleted' || !opens(key, secret)) return 'invalid_key';
  const isOpen = key.open.some((each) => each.session === session);
  if (isOpen) return key.status === 'active' || key.isDraining ? 'passes' : 'key_disabled';
  if (key.status === 'disabled') return 'key_disabled';
  return typeof session === 'number' ? 'session_not_found' : 'passes';
}

function opens({ hasPrevious }: Model, secret: SecretKind): boolean {
  return secret === 'current' || (secret === 'previous' && hasPrevious);
}

/** What is seen of a model from outside. */
export function seen(model: Model | ErrorCode) {
  if (typeof model === 'string') return model;
  const { open: _open, secretRev: _rev, ...rest } = model;
  return rest;
}
