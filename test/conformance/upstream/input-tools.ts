import {
  acceptedContent,
  type ClientCapabilities,
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

import { text } from './samples.ts';

/** What comes back with the client's next try; the key is this process's own, as one process sees every round. */
export const states = createRequestStateCodec<string>({ key: crypto.getRandomValues(new Uint8Array(32)) });

const named = z.object({ name: z.string() });

const askName = (message = 'What is your name?') => inputRequired.elicit({ message, requestedSchema: named });
const askConfirmation = () =>
  inputRequired.elicit({ message: 'Please confirm', requestedSchema: z.object({ ok: z.boolean() }) });
const askModel = (prompt: string) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
    maxTokens: 100,
  });

/** The tools that answer with what they need to know first (stateless era, multi-round-trip requests). */
export function registerInputTools(server: McpServer): void {
  const tool = (name: string, answer: Round) =>
    server.registerTool(
      `test_input_required_result_${name}`,
      { description: `Asks first: ${name}`, inputSchema: z.object({}) },
      (_, ctx) => answer(ctx),
    );

  tool('elicitation', (ctx) => {
    const given = acceptedContent(answers(ctx), 'user_name', named);
    return given === undefined
      ? inputRequired({ inputRequests: { user_name: askName() } })
      : text(`Hello, ${given.name}!`);
  });
  tool('sampling', (ctx) =>
    onceAnswered(ctx, { capital_question: askModel('What is the capital of France?') }),
  );
  tool('list_roots', (ctx) => onceAnswered(ctx, { client_roots: inputRequired.listRoots() }));
  tool('request_state', (ctx) => onceStated(ctx, { confirm: askConfirmation() }));
  tool('tampered_state', (ctx) => onceStated(ctx, { confirm: askConfirmation() }));
  tool('multiple_inputs', (ctx) =>
    onceStated(ctx, {
      user_name: askName(),
      greeting: askModel('Generate a greeting'),
      client_roots: inputRequired.listRoots(),
    }),
  );
  tool('multi_round', async (ctx) => {
    const round = ctx.mcpReq.requestState<string>();
    if (round === 'two') return text('Both steps are done.');
    const [next, message] =
      round === 'one'
        ? ['two', 'Step 2: What is your favorite color?']
        : ['one', 'Step 1: What is your name?'];
    return inputRequired({
      inputRequests: { [`step_${next}`]: askName(message) },
      requestState: await states.mint(next),
    });
  });
  tool('capabilities', (ctx) => {
    const { envelope = {} } = ctx.mcpReq;
    const { [CLIENT_CAPABILITIES_META_KEY]: can = {} } = envelope as Capable; // The SDK checked that it is one.
    return onceAnswered(ctx, {
      ...(can.elicitation !== undefined && { user_name: askName() }),
      ...(can.sampling !== undefined && { greeting: askModel('Generate a greeting') }),
    });
  });
}

interface Capable {
  readonly [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities;
}

type Spec = Parameters<typeof inputRequired>[0];
type Requests = NonNullable<Spec['inputRequests']>;
type Answer = ReturnType<typeof text> | ReturnType<typeof inputRequired>;
type Round = (ctx: ServerContext) => Answer | Promise<Answer>;

function answers(ctx: ServerContext): Record<string, unknown> {
  return ctx.mcpReq.inputResponses ?? {};
}

function onceAnswered(ctx: ServerContext, inputRequests: Requests): Answer {
  const given = answers(ctx);
  const isAnswered = Object.keys(inputRequests).every((name) => name in given);
  return isAnswered ? text(`You said ${JSON.stringify(given)}`) : inputRequired({ inputRequests });
}

/** As `onceAnswered`, and the state must come back too; a forged one is refused before this runs. */
async function onceStated(ctx: ServerContext, inputRequests: Requests): Promise<Answer> {
  if (ctx.mcpReq.requestState<string>() === 'asked') return text('state-ok');
  return inputRequired({ inputRequests, requestState: await states.mint('asked') });
}
