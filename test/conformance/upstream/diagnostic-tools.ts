import {
  inputRequired,
  type CallToolResult,
  type InputRequiredResult,
  type McpServer,
  type ServerContext,
  type ServerNotifier,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

import { text } from './samples.ts';
import { tellProgress } from './streaming-tools.ts';

type Answer = CallToolResult | InputRequiredResult;

const askColour = () =>
  inputRequired.elicit({ message: 'Which colour?', requestedSchema: z.object({ colour: z.string() }) });

/** The tools by which the suite looks into a server of the stateless era. */
export function registerDiagnosticTools(server: McpServer, notify: () => ServerNotifier): void {
  const tool = (name: string, description: string, run: (ctx: ServerContext) => Promise<Answer> | Answer) =>
    server.registerTool(name, { description, inputSchema: z.object({}) }, (_, ctx) => run(ctx));

  tool('test_missing_capability', 'Needs the client’s model', () =>
    inputRequired({
      inputRequests: { model: inputRequired.createMessage({ messages: [], maxTokens: 1 }) },
    }),
  );
  tool('test_streaming_elicitation', 'Streams, then asks', async (ctx) => {
    await tellProgress(ctx, 1);
    return inputRequired({ inputRequests: { colour: askColour() } });
  });
  tool('test_logging_tool', 'Logs as far as the client wants it', async (ctx) => {
    await ctx.mcpReq.log('info', 'A line for whoever asked for it');
    return text('logged');
  });
  tool('test_trigger_tool_change', 'Says that the tools changed', () => {
    notify().toolsChanged();
    return text('said');
  });
  tool('test_trigger_prompt_change', 'Says that the prompts changed', () => {
    notify().promptsChanged();
    return text('said');
  });
}
