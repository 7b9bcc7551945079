const deepest = 64;
const mostMembers = 1_000;
const mostItems = 10_000;
const mostTokens = 100_000;

/** The members that decide what a message does, at its top and in its `params`. */
const deciding = watched([
  'jsonrpc',
  'id',
  'method',
  'params',
  'result',
  'error',
  'name',
  'arguments',
  'uri',
  '_meta',
  'ref',
  'notifications',
]);

/** The members of `params._meta` that do. A tool's arguments are as deep, and free to use any name but these. */
const decidingInMeta = watched(
  ['protocolVersion', 'clientInfo', 'clientCapabilities'].map((name) => `io.modelcontextprotocol/${name}`),
);
const metaDepth = 3;

interface Level {
  /** Names seen so far; `null` in an array. */
  readonly names: Set<string> | null;
  items: number;
}

/**
 * Whether every JSON parser reads `text` alike, and none has to work hard for it. `text` must be valid JSON.
 *
 * `false` where a member stands twice, where one differs from a deciding member only by case, Unicode form or
 * control characters (Go's parser takes `Method` for `method`: CVE-2026-27896), or where a bound is passed:
 * depth 64, 1,000 members an object, 10,000 items an array, 100,000 tokens.
 */
export function isUnambiguous(text: string): boolean {
  const levels: Level[] = [];
  let last = ''; // The string before, in its quotes.
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const piece = text.charCodeAt(at);
    if (!isToken(piece)) continue;
    count += 1;
    if (count > mostTokens) return false;
    if (piece === quote) {
      const end = endOfString(text, at);
      last = text.slice(at, end);
      at = end - 1;
    } else if (!takes(levels, piece, last)) return false;
  }
  return true;
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a] as const;
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

function isToken(piece: number): boolean {
  switch (piece) {
    case quote:
    case comma:
    case colon:
    case openObject:
    case closeObject:
    case openArray:
    case closeArray:
      return true;
    default:
      return false;
  }
}

/** Behind the quote that ends the string which starts at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end + 1; // As many backslashes as escape each other.
  }
  return text.length;
}

function takes(levels: Level[], piece: number, last: string): boolean {
  const level = levels.at(-1);
  switch (piece) {
    case openObject:
      return levels.push({ names: new Set(), items: 0 }) <= deepest;
    case openArray:
      return levels.push({ names: null, items: 0 }) <= deepest;
    case closeObject:
    case closeArray:
      return levels.pop() !== undefined;
    case comma:
      return level !== undefined && (level.items += 1) < mostItems;
    default:
      return level?.names != null && isNewName(level.names, last, levels.length);
  }
}

function isNewName(names: Set<string>, quoted: string, depth: number): boolean {
  const name: unknown = quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1); // The string before a colon.
  if (typeof name !== 'string' || names.has(name) || names.size >= mostMembers) return false;
  names.add(name);
  return depth > metaDepth || !isLookAlike(name, depth === metaDepth ? decidingInMeta : deciding);
}

/** Names of members, to be told from those that look like them. */
export interface Watched {
  readonly names: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
}

export function watched(names: readonly string[]): Watched {
  return { names: new Set(names), folded: new Set(names.map(folded)) };
}

/** Whether another parser may take a member called `name` for one of those that are watched, which it is not. */
export function isLookAlike(name: string, { names, folded: alike }: Watched): boolean {
  if (names.has(name)) return false;
  if (plain.test(name)) return alike.has(name.toLowerCase());
  // To a parser written in C a name ends at NUL; others leave out what cannot be seen.
  const [cut = ''] = name.split('\0', 1);
  return [cut, name].some((each) =>
    alike.has(folded(each.replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, ''))),
  );
}

const plain = /^[\x20-\x7e]*$/;

/** Upper case first: some letters (ſ, the long s) only meet their twin that way. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}
