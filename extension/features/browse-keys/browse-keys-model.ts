import { computed, signal, type ReadonlySignal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { readPages } from '../../api/read-pages.ts';
import { createRemote } from '../../api/remote.ts';
import type { Later } from '../../platform/later.ts';
import type { Say } from '../../ui/say.ts';
import { everyKey, filterIn, filtersIn, type KeyQuestion } from './key-question.ts';

const typingPause = 250; // Milliseconds until what is typed is asked for.

export interface BrowseKeysDeps {
  readonly client: Pick<Client, 'listKeys'>;
  /** The keys that were read for the whole page: shown until the first answer, and where they are newer than it. */
  readonly known: ReadonlySignal<readonly KeyView[]>;
  /** A key as it is to be shown while a change to it is on its way. */
  readonly asShown: (key: KeyView) => KeyView;
  readonly later: Later;
  readonly say: Say;
}

export type BrowseKeysModel = ReturnType<typeof createBrowseKeysModel>;

/** The project's keys as the Worker finds and orders them, page after page. */
export function createBrowseKeysModel({ client, known, asShown, later, say }: BrowseKeysDeps) {
  const question = signal<KeyQuestion>(everyKey);
  const pages = signal(1);
  const changed = signal<ReadonlyMap<string, KeyView>>(new Map());
  let stopTyping: (() => void) | null = null;

  const remote = createRemote(async () => {
    const asked = { ...filterIn(question.value), sort: question.value.sort };
    const before = changed.value;
    const read = await readPages((page) => client.listKeys({ ...asked, ...page }), pages.value);
    changed.value = since(before, changed.value);
    return {
      keys: read.flatMap(({ keys }) => keys),
      total: read[0]?.total ?? null,
      hasMore: (read.at(-1)?.next ?? null) !== null,
    };
  }, say);

  const ask = (change: Partial<KeyQuestion>) => {
    stopTyping?.();
    question.value = { ...question.value, ...change };
    pages.value = 1;
    return remote.read();
  };

  const listed = computed(() => {
    const read = remote.value.value?.keys ?? newestFirst(known.value);
    return withChanges(asLatest(read, known.value), changed.value);
  });

  return {
    question,
    remote,
    /** What is typed into the search, of which not all may be asked for yet. */
    query: computed(() => question.value.search),
    /** Whether not all keys are asked for. */
    isFiltered: computed(() => question.value.search.trim() !== '' || filtersIn(question.value) > 0),
    rows: computed(() => listed.value.map(asShown)),
    /** A key that is listed, as it is by what was heard last. */
    find: (id: string) => listed.value.find((key) => key.id === id),
    ask,
    search(text: string) {
      question.value = { ...question.value, search: text };
      stopTyping?.();
      stopTyping = later(typingPause, () => void ask({}));
    },
    clear: () => ask({ ...everyKey, sort: question.value.sort }),
    more() {
      pages.value += 1;
      return remote.read();
    },
    /** Shows a key as it now is; it keeps its place, even where it no longer fits what was asked for. */
    heed(key: KeyView) {
      changed.value = new Map([...changed.value, [key.id, key]]);
    },
  };
}

function newestFirst(keys: readonly KeyView[]): readonly KeyView[] {
  return keys.toSorted((one, other) => other.createdAt - one.createdAt);
}

/** The one of two readings of a key that was made after more changes. */
export function newer(key: KeyView, other: KeyView | null | undefined): KeyView {
  return other && other.rev > key.rev ? other : key;
}

function asLatest(keys: readonly KeyView[], known: readonly KeyView[]): readonly KeyView[] {
  const latest = new Map(known.map((key) => [key.id, key]));
  return keys.map((key) => newer(key, latest.get(key.id)));
}

/** What was changed while the list was read, and so may not be in the answer. */
function since(before: ReadonlyMap<string, KeyView>, after: ReadonlyMap<string, KeyView>) {
  return new Map([...after].filter(([id, key]) => before.get(id) !== key));
}

/** A key that was made meanwhile comes first; one that was deleted goes. */
function withChanges(keys: readonly KeyView[], changed: ReadonlyMap<string, KeyView>): readonly KeyView[] {
  const listed = new Set(keys.map(({ id }) => id));
  const made = [...changed.values()].filter(({ id, rev }) => rev === 1 && !listed.has(id));
  return [...made, ...keys.map((key) => changed.get(key.id) ?? key)].filter(
    ({ status }) => status !== 'deleted',
  );
}
