import type { SessionView } from '../../shared/session/session.ts';

/** Which open session the stateless calls of a client on an image belong to; legacy ones name theirs. */
export function createSessionGroups(open: readonly SessionView[]) {
  const groups = new Map<string, string>();
  for (const session of open) add(session);

  function add(session: SessionView): void {
    if (session.era === 'stateless') groups.set(nameOf(session), session.id);
  }

  return {
    add,
    idOf: (image: string, client: string): string => groups.get(nameOf({ image, client })) ?? '',
    drop(session: SessionView): void {
      if (groups.get(nameOf(session)) === session.id) groups.delete(nameOf(session));
    },
  };
}

function nameOf({ image, client }: Pick<SessionView, 'image' | 'client'>): string {
  return `${image} ${client}`; // An image's id holds no blank, so no two groups share a name.
}
