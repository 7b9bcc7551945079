/** One server-sent event, with the text it came in (WHATWG HTML, Server-sent events). */
export interface ServerEvent {
  /** Whole, with the blank line that ends it. */
  readonly raw: string;
  /** `message` where it says nothing else. */
  readonly name: string;
  /** Empty for comments, and for the event that only gives an id. */
  readonly data: string;
}

const lineEnd = /\r\n|\r|\n/;
const eventEnd = /(?:\r\n|\r(?!\n)|\n)(?:\r\n|\r(?!\n)|\n)/g;
/** Less than an event's end is long: it may have begun in the piece before. */
const overlap = 3;

/**
 * Cuts a stream into events: give it pieces of text as they come, and take the events that are whole by then.
 *
 * What is left over at the end was never whole, and counts as never sent. Gives `null` once an event grows past
 * `most` characters.
 */
export function createEventCutter(most: number): (piece: string) => ServerEvent[] | null {
  let rest = '';
  return (piece) => {
    const events: ServerEvent[] = [];
    let from = Math.max(0, rest.length - overlap); // What was searched once is not searched again.
    rest += piece;
    for (let end = endIn(rest, from); end !== -1; end = endIn(rest, from)) {
      events.push(new CutEvent(rest.slice(0, end)));
      rest = rest.slice(end);
      from = 0;
    }
    return rest.length > most ? null : events;
  };
}

/** The same event with other data. */
export function withData(event: ServerEvent, data: string): string {
  const kept = event.raw.split(lineEnd).filter((line) => line !== '' && fieldOf(line) !== 'data');
  const lines = [...kept, ...data.split(lineEnd).map((line) => `data: ${line}`)];
  return `${lines.join('\n')}\n\n`;
}

function endIn(text: string, from: number): number {
  eventEnd.lastIndex = from;
  const found = eventEnd.exec(text);
  if (found === null) return -1;
  const end = found.index + found[0].length;
  // A carriage return at the very end may yet turn out to be half of a line end.
  return end === text.length && text.endsWith('\r') ? -1 : end;
}

/** Its fields are read only where somebody looks: most events are passed on as they are. Those that are not can be large. */
class CutEvent implements ServerEvent {
  readonly raw: string;
  private text: string | undefined; // Of its data, once somebody has looked.

  constructor(raw: string) {
    this.raw = raw;
  }

  get name(): string {
    return this.values('event').at(-1) || 'message';
  }

  get data(): string {
    return (this.text ??= this.values('data').join('\n'));
  }

  private values(field: string): string[] {
    return this.raw
      .split(lineEnd)
      .filter((line) => fieldOf(line) === field)
      .map(valueOf);
  }
}

function fieldOf(line: string): string {
  const colon = line.indexOf(':');
  return colon === -1 ? line : line.slice(0, colon);
}

function valueOf(line: string): string {
  const colon = line.indexOf(':');
  if (colon === -1) return '';
  return line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
}
