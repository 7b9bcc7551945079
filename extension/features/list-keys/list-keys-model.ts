import { computed, signal, type Signal } from '@preact/signals';

import type { KeyView } from '../../../shared/key/key.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import type { Deployment } from '../choose-address/choose-address-model.ts';
import { createKeyRows } from './key-rows.ts';
import type { ProjectCache } from './project-cache.ts';
import { readProject, type ProjectClient } from './read-project.ts';

export type ListState = 'loading' | 'ready' | 'empty' | 'error' | 'offline';

export interface ListKeysDeps {
  readonly client: ProjectClient;
  /** Filled from the cache by whoever makes it; refreshed here. */
  readonly deployment: Signal<Deployment | null>;
  readonly cache: ProjectCache | null;
  /** Keeps what was read for the next opening. Never rejects. */
  readonly keep: (project: Omit<ProjectCache, 'address'>) => Promise<void>;
  /** The keys to put first, best first. */
  readonly preferred: () => readonly string[];
  readonly now: () => number;
}

export type ListKeysModel = ReturnType<typeof createListKeysModel>;

/** The project's keys: what was read last at once, what is true now as soon as the Worker answers. */
export function createListKeysModel({ client, deployment, cache, keep, preferred, now }: ListKeysDeps) {
  const { rows, changes, settle, arrange, put, remove } = createKeyRows(cache?.keys ?? [], preferred);
  const readAt = signal(cache?.readAt ?? null);
  let siteRules = cache?.siteRules ?? [];
  const failure = signal<Failure | null>(null);
  const isFresh = signal(false);
  const reading = signal<Promise<void> | null>(null);

  const save = async () => {
    const keys = rows.value.filter(({ status }) => status !== 'deleted');
    if (deployment.value && readAt.value !== null)
      await keep({ deployment: deployment.value, keys, siteRules, readAt: readAt.value });
  };
  const read = async (): Promise<void> => {
    const before = changes();
    const project = await readProject(client);
    // An answer from before a change would undo it on screen: ask again.
    if (before !== changes()) return read();
    settle(project.keys);
    deployment.value = project.deployment;
    siteRules = [...project.siteRules]; // For the next opening: what is offered does not move under a person's hand.
    readAt.value = now();
    failure.value = null;
    isFresh.value = true;
    await save();
  };

  return {
    rows,
    /** When the list was read, in Unix milliseconds. */
    readAt,
    failure,
    /** Whether this opening has heard from the Worker. */
    isFresh,
    isReading: computed(() => reading.value !== null),
    state: computed<ListState>(() => failedAs(failure.value) ?? filledAs(readAt.value, rows.value)),
    /** Reads everything again, once however often it is asked for. Never rejects: see `failure`. */
    refresh(): Promise<void> {
      reading.value ??= read()
        .catch((error: unknown) => void (failure.value = failureOf(error)))
        .finally(() => void (reading.value = null));
      return reading.value;
    },
    arrange,
    put(key: KeyView) {
      put(key);
      void save();
    },
    remove(id: string) {
      remove(id);
      void save();
    },
  };
}

function failedAs(failure: Failure | null): ListState | null {
  if (failure === null) return null;
  return failure === 'offline' ? 'offline' : 'error';
}

function filledAs(readAt: number | null, rows: readonly KeyView[]): ListState {
  if (readAt === null) return 'loading';
  return rows.length === 0 ? 'empty' : 'ready';
}
