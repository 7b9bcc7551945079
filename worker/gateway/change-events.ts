import { createEventCutter, type ServerEvent } from '../../shared/mcp/event-stream.ts';

/** Of one event; nothing that a client could use is larger. */
const mostCharacters = 4 * 1024 * 1024;

/** Takes the pieces of a stream in their order; gives what there is to pass on by then, `null` for nothing yet. */
export type Change = (piece: Uint8Array) => Uint8Array | null | Promise<Uint8Array | null>;

/** An event as it may be seen: text for text; `null`: it cannot be judged. */
type Changed = string | null;

/**
 * A stream's pieces with each event as `change` gives it. Throws or rejects where `change` gives `null`, where an event is
 * larger than 4 MiB, and where the bytes are not UTF-8: what cannot be judged is not passed on.
 */
export function changeEvents(change: (event: ServerEvent) => Changed | Promise<Changed>): Change {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const cut = createEventCutter(mostCharacters);

  return (piece) => {
    const came = decoder.decode(piece, { stream: true });
    const own = (cut(came) ?? [null]).map((event) => event && change(event));
    // Waited for only where there is something to wait for, which is seldom.
    return own.every(isKnown) ? together(own, came, piece) : waited(own, came, piece);
  };
}

function isKnown(each: Changed | Promise<Changed>): each is Changed {
  return !(each instanceof Promise);
}

async function waited(
  own: readonly (Changed | Promise<Changed>)[],
  came: string,
  piece: Uint8Array,
): Promise<Uint8Array | null> {
  return together(await Promise.all(own.map(async (each) => each)), came, piece);
}

/** The piece itself where it held whole events, and those stay as they are: nearly always. */
function together(own: readonly Changed[], came: string, piece: Uint8Array): Uint8Array | null {
  if (own.includes(null)) throw new Error('an event that cannot be judged');
  const text = own.join('');
  if (text === '') return null;
  const endsWhole = (piece.at(-1) ?? 0) < 0x80; // Else the decoder has kept the beginning of a character.
  return text === came && endsWhole ? piece : new TextEncoder().encode(text);
}
