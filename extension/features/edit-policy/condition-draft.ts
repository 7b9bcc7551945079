import type { Condition } from '../../../shared/policy/condition.ts';

export const conditionTests = ['equals', 'oneOf', 'matches', 'maxLength', 'urlHost'] as const;

/** A condition as it stands in a form: what it is compared with is text. */
export interface ConditionDraft {
  readonly pointer: string;
  readonly test: Condition['test'];
  readonly text: string;
}

export function conditionDraftOf(condition: Condition): ConditionDraft {
  const { pointer, test } = condition;
  return { pointer, test, text: textOf(condition) };
}

/** The condition that a form says, not checked yet. */
export function conditionIn({ pointer, test, text }: ConditionDraft) {
  if (test === 'equals') return { pointer, test, value: readScalar(text) };
  if (test === 'oneOf') return { pointer, test, values: readList(text) };
  if (test === 'matches') return { pointer, test, pattern: text };
  if (test === 'maxLength') return { pointer, test, length: text.trim() === '' ? null : Number(text) };
  return { pointer, test, hosts: readList(text) };
}

function textOf(condition: Condition): string {
  if (condition.test === 'equals') return writeScalar(condition.value);
  if (condition.test === 'oneOf') return writeList(condition.values);
  if (condition.test === 'matches') return condition.pattern;
  return condition.test === 'maxLength' ? String(condition.length) : writeList(condition.hosts);
}

/** `5`, `true` and `null` are what they are in JSON; other text stands for itself. */
function readScalar(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // No JSON, so it is text.
  }
}

function writeScalar(value: unknown): string {
  return typeof value === 'string' && readScalar(value) === value ? value : JSON.stringify(value);
}

function readList(text: string): unknown[] {
  const list = readScalar(`[${text}]`);
  if (Array.isArray(list)) return list as unknown[];
  const parts = text.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '').map(readScalar);
}

/** Items with commas in them are written as JSON, and then all are. */
function writeList(values: readonly unknown[]): string {
  const items = values.map(writeScalar);
  return items.some((item) => /[",]/.test(item)) ? JSON.stringify(values).slice(1, -1) : items.join(', ');
}
