import { createEventCutter } from '../../shared/mcp/event-stream.ts';
import { isObject } from '../../shared/mcp/member.ts';
import { readBytes } from '../http/body.ts';
import { isStream } from './upstream.ts';

const largestAnswer = 4 * 1024 * 1024;

/** The answer that a response to one request holds, parsed; `undefined`: it holds none. Rejects where it is no JSON, or too large. */
export async function readAnswer(response: Response): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(response, largestAnswer));
  const messages = isStream(response) ? dataIn(text) : [text];
  return messages.map((each): unknown => JSON.parse(each)).find(isAnswer);
}

function dataIn(text: string): string[] {
  const events = createEventCutter(largestAnswer)(text) ?? [];
  return events.filter(({ name, data }) => name === 'message' && data !== '').map(({ data }) => data);
}

const isAnswer = (message: unknown) => isObject(message) && message['method'] === undefined;
