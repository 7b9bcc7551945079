import { text } from 'node:stream/consumers';

import { toJsonSchema } from '@valibot/to-json-schema';

import type { Operation } from '../../../shared/api/operations/operation.ts';

/** A field of an operation's input, as the command line takes it. */
export interface Field {
  readonly name: string;
  /** Of JSON Schema: `string`, `number`, `array`; `undefined` where it is one of several. */
  readonly type: string | undefined;
  readonly isRequired: boolean;
  /** Part of the path: given by its place. The others are options. */
  readonly isPlaced: boolean;
  /** Read from standard input, never from an argument: other users of the machine see those. */
  readonly isSecret: boolean;
}

export function fieldsOf({ path, input, secretFields = [] }: Operation): readonly Field[] {
  const schema = toJsonSchema(input, { target: 'draft-2020-12', errorMode: 'ignore', typeMode: 'input' });
  return Object.entries(schema.properties ?? {}).map(([name, told]) => ({
    name,
    type: typeof told === 'object' && typeof told.type === 'string' ? told.type : undefined,
    isRequired: schema.required?.includes(name) === true,
    isPlaced: path.split('/').includes(`:${name}`),
    isSecret: secretFields.includes(name) || /(?:secret|apiKey|password)$/i.test(name),
  }));
}

/** What an argument says, for the Worker to check: text where text is meant, else JSON; lists also as `a,b`. */
export function readValue({ type }: Field, argument: string): unknown {
  if (type === 'string') return argument;
  try {
    return JSON.parse(argument);
  } catch {
    return type === 'array' ? argument.split(',').map((part) => part.trim()) : argument;
  }
}

/** A secret from standard input, up to its line's end. */
export async function readSecret(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '');
}
