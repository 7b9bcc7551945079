import type { McpRequest } from './read-request.ts';

/** Asked again by clients without a thought, and answered by servers at once. */
const quick = [
  'initialize',
  'ping',
  'server/discover',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
];
const repeatable = ['tools/list', 'prompts/list', 'resources/list', 'server/discover', 'ping'];

const quickMs = 10_000;

/** All of a call, with its answer. */
const callMs = 300_000;

/** Until the first byte of an answer, in milliseconds. */
export function patienceFor(method: string): number {
  return quick.includes(method) ? quickMs : callMs;
}

/** Whether asking twice is the same as asking once. Never a call of a tool: nobody knows what the first one did. */
export function isRepeatable(method: string): boolean {
  return repeatable.includes(method);
}

/** Whether it stays open to hear what comes, for as long as that may be. */
export function isStanding({ id, method }: Pick<McpRequest, 'id' | 'method'>): boolean {
  return id === null || method === 'subscriptions/listen';
}

/** How long all of it may take, in milliseconds: 300 s, or fewer where a policy says so; `Infinity` for what stays open. */
export function longestFor(call: Pick<McpRequest, 'id' | 'method'>, callSeconds: number | null): number {
  return isStanding(call) ? Infinity : Math.min(callMs, (callSeconds ?? Infinity) * 1_000);
}
