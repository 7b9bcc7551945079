import { parseJson } from '../parse-json.ts';
import { isObject, member } from './member.ts';

const mostCharacters = 200;
const plausible = /^[\w.:-]+$/;

/**
 * What a tool's answer says was opened: the ids that stand under `name`, as AgentBay's `create_sandbox` answers with a
 * `sandbox_id`. They are looked for where results hold them: `structuredContent`, and texts that are JSON or have a line
 * such as `sandbox_id: s-1`. Never throws.
 */
export function openedIn(answer: string, name: string): string[] {
  const result = doneIn(parseJson(answer));
  const content = member(result, 'content');
  const texts = (Array.isArray(content) ? content : []).map((each) => member(each, 'text'));
  const found = [
    ...named(member(result, 'structuredContent'), name),
    ...texts.flatMap((text) => (typeof text === 'string' ? inText(text, name) : [])),
  ];
  return [...new Set(found)];
}

/** Whether an answer says that a tool did what it was called for. Never throws. */
export function isDone(answer: string): boolean {
  return doneIn(parseJson(answer)) !== null;
}

/** The result of a tool that did what it was called for, in an answer that was parsed; `null`: it did not. */
export function doneIn(answer: unknown): object | null {
  const result = member(answer, 'result');
  return isObject(result) && result['isError'] !== true ? result : null;
}

function inText(text: string, name: string): string[] {
  const json = parseJson(text);
  if (isObject(json)) return named(json, name);
  const line = text.split('\n').find((each) => each.trimStart().startsWith(name)) ?? '';
  const [, id = ''] = /^\s*[\w-]+\s*[:=]\s*["']?([^\s"',]+)/.exec(line) ?? [];
  return asId(id);
}

/** Of the object itself, or of one in it: results are often wrapped once (`{"data":{"sandbox_id":"…"}}`). */
function named(json: unknown, name: string): string[] {
  if (!isObject(json)) return [];
  const objects = [json, ...Object.values(json).filter(isObject)];
  return objects.flatMap((each) => asId(member(each, name)));
}

function asId(value: unknown): string[] {
  return typeof value === 'string' && value.length <= mostCharacters && plausible.test(value) ? [value] : [];
}
