const deepest = 64;
const mostMembers = 1_000;
const mostItems = 10_000;
const mostTokens = 100_000;

/** The members that decide what a message does, at its top and in its `params`. */
const deciding = [
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
];
const watchedDepth = 2;

/** The members of `params._meta` that do. A tool's arguments are as deep, and free to use any name but these. */
const decidingInMeta = ['protocolVersion', 'clientInfo', 'clientCapabilities'].map(
  (name) => `io.modelcontextprotocol/${name}`,
);
const metaDepth = 3;

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

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
  let last = '';
  let count = 0;
  for (const [piece] of text.matchAll(token)) {
    count += 1;
    if (count > mostTokens || !takes(levels, piece, last)) return false;
    last = piece;
  }
  return true;
}

function takes(levels: Level[], piece: string, last: string): boolean {
  const level = levels.at(-1);
  switch (piece) {
    case '{':
      return levels.push({ names: new Set(), items: 0 }) <= deepest;
    case '[':
      return levels.push({ names: null, items: 0 }) <= deepest;
    case '}':
    case ']':
      return levels.pop() !== undefined;
    case ',':
      return level !== undefined && (level.items += 1) < mostItems;
    case ':':
      return level?.names != null && isNewName(level.names, last, levels.length);
    default:
      return true;
  }
}

function isNewName(names: Set<string>, quoted: string, depth: number): boolean {
  const name: unknown = JSON.parse(quoted); // The string before a colon: it may hold escapes.
  if (typeof name !== 'string' || names.has(name) || names.size >= mostMembers) return false;
  names.add(name);
  const watched = depth <= watchedDepth ? deciding : depth === metaDepth ? decidingInMeta : [];
  return watched.length === 0 || watched.includes(name) || !isLookAlike(name, watched);
}

/** Whether another parser may take a member called `name` for one of `watched` (and it is none of them). */
export function isLookAlike(name: string, watched: readonly string[]): boolean {
  // To a parser written in C a name ends at NUL; others leave out what cannot be seen.
  const [cut = ''] = name.split('\0', 1);
  const readings = [cut, name].map((each) =>
    folded(each.replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')),
  );
  return watched.some((each) => readings.includes(folded(each)));
}

/** Upper case first: some letters (ſ, the long s) only meet their twin that way. */
function folded(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase();
}
