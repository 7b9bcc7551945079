import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { text } from './samples.ts';

const options = ['option1', 'option2', 'option3'];

const titled = [
  { const: 'value1', title: 'First' },
  { const: 'value2', title: 'Second' },
  { const: 'value3', title: 'Third' },
];

/** One field of each kind that SEP-1034 gives a default. */
const defaults = {
  name: { type: 'string', default: 'John Doe' },
  age: { type: 'integer', default: 30 },
  score: { type: 'number', default: 95.5 },
  status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
  verified: { type: 'boolean', default: true },
};

/** One field of each kind of choice in SEP-1330. */
const choices = {
  untitledSingle: { type: 'string', enum: options },
  titledSingle: { type: 'string', oneOf: titled },
  legacyEnum: {
    type: 'string',
    enum: ['opt1', 'opt2', 'opt3'],
    enumNames: ['Option One', 'Option Two', 'Option Three'],
  },
  untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
  titledMulti: { type: 'array', items: { anyOf: titled } },
};

/** The tools that ask the client's user while the call runs (legacy era). */
export function registerElicitationTools(server: McpServer): void {
  const none = z.object({});
  server.registerTool(
    'test_elicitation',
    { description: 'Asks the user', inputSchema: z.object({ message: z.string() }) },
    async ({ message }, ctx) => {
      const answer = await ask(ctx, message, { username: { type: 'string' }, email: { type: 'string' } });
      return text(`User response: ${answer}`);
    },
  );
  server.registerTool(
    'test_elicitation_sep1034_defaults',
    { description: 'Asks with defaults', inputSchema: none },
    async (_, ctx) => text(`Elicitation completed: ${await ask(ctx, 'Please check', defaults)}`),
  );
  server.registerTool(
    'test_elicitation_sep1330_enums',
    { description: 'Asks to choose', inputSchema: none },
    async (_, ctx) => text(`Elicitation completed: ${await ask(ctx, 'Please choose', choices)}`),
  );
}

async function ask(ctx: ServerContext, message: string, properties: object): Promise<string> {
  const params = { message, requestedSchema: { type: 'object', properties, required: [] } };
  const { action, content = {} } = await ctx.mcpReq.send({ method: 'elicitation/create', params });
  return `action=${action}, content=${JSON.stringify(content)}`;
}
