/** Where a value stands in a JSON text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A member of an object, its name unescaped. */
export interface Member extends Span {
  readonly name: string;
}

const string = /"(?:[^"\\]|\\.)*"/sy;
const plain = /[^\s,\]}]+/y;
const bracketOrString = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
const space = /\s*/y;

/** The whole value of `text`, which must be valid JSON here and below. */
export function wholeOf(text: string): Span {
  const start = after(space, text, 0);
  return { start, end: endOf(text, start) };
}

/** The members of the object at `span`, in their order, repeated ones too; none where it is no object. */
export function membersOf(text: string, span: Span): Member[] {
  if (text[span.start] !== '{') return [];
  const members: Member[] = [];
  let at = after(space, text, span.start + 1);
  while (text[at] !== '}' && at < span.end) {
    const nameEnd = endOf(text, at);
    const name = JSON.parse(text.slice(at, nameEnd)) as string; // A name is a string.
    const start = after(space, text, after(space, text, nameEnd) + 1); // Over the colon.
    const end = endOf(text, start);
    members.push({ name, start, end });
    at = overComma(text, end);
  }
  return members;
}

/** The items of the array at `span`; none where it is no array. */
export function itemsOf(text: string, span: Span): Span[] {
  if (text[span.start] !== '[') return [];
  const items: Span[] = [];
  let start = after(space, text, span.start + 1);
  while (text[start] !== ']' && start < span.end) {
    const end = endOf(text, start);
    items.push({ start, end });
    start = overComma(text, end);
  }
  return items;
}

function overComma(text: string, end: number): number {
  const at = after(space, text, end);
  return text[at] === ',' ? after(space, text, at + 1) : at;
}

function endOf(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return after(string, text, start);
  if (first !== '{' && first !== '[') return after(plain, text, start);
  let depth = 0;
  bracketOrString.lastIndex = start;
  for (let found = bracketOrString.exec(text); found !== null; found = bracketOrString.exec(text)) {
    const [piece] = found;
    if (piece === '{' || piece === '[') depth += 1;
    if (piece === '}' || piece === ']') depth -= 1;
    if (depth === 0) return bracketOrString.lastIndex;
  }
  return text.length;
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
