import type { KeyEdit } from '../../../shared/key/fields.ts';
import type { KeyView } from '../../../shared/key/key.ts';
import { readLocalTime, writeLocalTime } from '../../ui/local-time.ts';

/** What is written on a key, as it stands in a form. */
export interface KeyDraft {
  readonly name: string;
  readonly note: string;
  readonly owner: string;
  /** With commas between them. */
  readonly tags: string;
  /** As a field for times has it; empty: never. */
  readonly expires: string;
  readonly protected: boolean;
  readonly images: 'all' | string[];
}

export function draftOf(key: KeyView): KeyDraft {
  const { name, note, owner, tags, expiresAt, protected: isProtected, images } = key;
  return {
    name,
    note,
    owner,
    tags: tags.join(', '),
    expires: writeLocalTime(expiresAt),
    protected: isProtected,
    images,
  };
}

/** What a person changed since the form was filled with `before`: only that is sent, so nothing else is undone. */
export function editIn(draft: KeyDraft, before: KeyDraft): KeyEdit {
  const edit = {
    name: draft.name.trim(),
    note: draft.note,
    owner: draft.owner.trim(),
    tags: readTags(draft.tags),
    expiresAt: readLocalTime(draft.expires),
    protected: draft.protected,
    images: draft.images,
  };
  const fieldOf = { ...sameNames, expiresAt: 'expires' } as const;
  return Object.fromEntries(
    Object.entries(edit).filter(([name]) => {
      const field = fieldOf[name as keyof typeof edit]; // The names are those of `edit` itself.
      return JSON.stringify(draft[field]) !== JSON.stringify(before[field]);
    }),
  );
}

const sameNames = {
  name: 'name',
  note: 'note',
  owner: 'owner',
  tags: 'tags',
  protected: 'protected',
  images: 'images',
} as const;

export function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim());
  return [...new Set(tags)].filter((tag) => tag !== '');
}
