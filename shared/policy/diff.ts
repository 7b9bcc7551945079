/** One difference: where, as a JSON Pointer, and what stood there. What one side has not is left out. */
export interface Difference {
  readonly pointer: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs between two JSON values, field by field and item by item, in the order of their fields. */
export function diff(before: unknown, after: unknown, pointer = ''): Difference[] {
  if (Object.is(before, after)) return [];
  const names = namesIn(before, after);
  if (names === null) return [{ pointer, ...present('before', before), ...present('after', after) }];
  return names.flatMap((name) => diff(at(before, name), at(after, name), `${pointer}/${escaped(name)}`));
}

/** The names of both; `null` where they are not two of a kind that has any. */
function namesIn(one: unknown, other: unknown): string[] | null {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return null;
  if (Array.isArray(one) !== Array.isArray(other)) return null;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

function at(value: unknown, name: string): unknown {
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function present(side: 'before' | 'after', value: unknown) {
  return value === undefined ? {} : { [side]: value };
}

function escaped(name: string): string {
  return name.replace(/~/g, '~0').replace(/\//g, '~1');
}
