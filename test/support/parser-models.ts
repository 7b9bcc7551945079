import { membersOf, wholeOf } from '../../shared/mcp/json-span.ts';

/** How a parser that is not ours may read member names. */
const folds: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.normalize('NFKC').toUpperCase().toLowerCase(), // Go: names match whatever their case.
  (name) => name.split('\0', 1)[0] ?? '', // C: a name ends at NUL.
  (name) => name.replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, ''), // What cannot be seen is not there.
];

/** What a message does, as one parser reads it. */
export interface Reading {
  readonly method: unknown;
  readonly name: unknown;
  readonly id: unknown;
}

/** All that other parsers may take a valid JSON text for: each fold, with the first or the last of repeated members. */
export function readingsOf(text: string): Reading[] {
  return folds.flatMap((fold) =>
    (['first', 'last'] as const).map((which) => {
      const pick = (json: string, name: string): string | undefined => {
        const found = membersOf(json, wholeOf(json)).filter((each) => fold(each.name) === name);
        const chosen = which === 'first' ? found[0] : found.at(-1);
        return chosen && json.slice(chosen.start, chosen.end);
      };
      const value = (json: string | undefined): unknown =>
        json === undefined ? undefined : JSON.parse(json);
      const params = pick(text, 'params');
      return {
        method: value(pick(text, 'method')),
        id: value(pick(text, 'id')),
        name: params === undefined ? undefined : value(pick(params, 'name')),
      };
    }),
  );
}
