import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { AuditLine } from '../../shared/audit/audit.ts';

/** Who changed a thing last, and when. */
export type Changer = Pick<AuditLine, 'actor' | 'at'>;

export interface Actors {
  /** What a person, a token, a key, a policy or an image is called; the id, where that is not known. */
  readonly nameOf: (id: string) => string;
  /** Who changed the key, policy, image… with this id last; `null` where that cannot be told. Never rejects. */
  readonly lastOf: (subject: string) => Promise<Changer | null>;
  /** Unix milliseconds. */
  readonly now: () => number;
}

export const ActorsContext = createContext<Actors>({
  nameOf: (id) => id,
  lastOf: async () => null,
  now: () => 0,
});

/** The people who do things here. */
export function useActors(): Actors {
  return useContext(ActorsContext);
}
