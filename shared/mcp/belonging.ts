import { parseJson } from '../parse-json.ts';
import type { Era } from '../session/session.ts';
import type { MessageId } from './envelope.ts';
import { isObject } from './member.ts';
import { isLookAlike, watched } from './unambiguous.ts';

const members = watched(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);

/**
 * What a server's message is to whoever waits for one answer: it `passes`, it `answers`, it is `stray` (the answer to another
 * request, or a request where no server may ask) or `broken`, also where another parser could take it for something else: one that
 * does not tell large from small letters reads `ID` as an id.
 */
export type Belonging = 'passes' | 'answers' | 'stray' | 'broken';

/** What a message of a server is to the client that waits for the answer to `id`. Never throws. */
export function belongingOf(text: string, id: MessageId, era: Era): Belonging {
  if (!mayMatter(text)) return 'passes';
  const message = parseJson(text);
  if (message === undefined) return 'broken';
  if (!isObject(message)) return 'stray'; // Several at once: no client of today has asked for that.
  if (Object.keys(message).some((name) => isLookAlike(name, members))) return 'broken';
  const { method, id: named, result, error } = message;
  const answers = [result, error].filter((each) => each !== undefined).length;
  if (method === undefined) return named === id ? asAnswer(answers) : 'stray';
  if (answers > 0) return 'broken';
  return named !== undefined && era === 'stateless' ? 'stray' : 'passes';
}

const mattering = /"id"|\\/i;

/**
 * Whether a message, or what it stands in, has to be parsed to say what it is. Most events of a stream are notifications, and
 * cost no parsing: without an id a message asks and answers nothing.
 */
export function mayMatter(text: string): boolean {
  return mattering.test(text);
}

function asAnswer(answers: number): Belonging {
  return answers === 1 ? 'answers' : 'broken';
}
