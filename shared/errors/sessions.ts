import type { ErrorEntry } from './entry.ts';

/** Refusals about sessions, to people; MCP clients get those of `gateway.ts`. */
export const sessionErrors = {
  session_unknown: {
    status: 404,
    title: 'There is no such session',
    hint: 'List the sessions to see which there are.',
  },
  session_over: {
    status: 409,
    title: 'The session has ended already',
    hint: 'Look at the open sessions of the key.',
  },
} as const satisfies Record<string, ErrorEntry>;
