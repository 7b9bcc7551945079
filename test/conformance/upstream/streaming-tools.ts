import { setTimeout as wait } from 'node:timers/promises';

import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { text } from './samples.ts';

/** The suite wants to see several events of one call, not one burst. */
const betweenMs = 50;

/** The tools that say something before they answer, or ask the client (legacy era). */
export function registerStreamingTools(server: McpServer): void {
  const tool = (name: string, description: string, run: (ctx: ServerContext) => Promise<CallToolResult>) =>
    server.registerTool(name, { description, inputSchema: z.object({}) }, (_, ctx) => run(ctx));

  tool('test_tool_with_logging', 'Logs', async (ctx) => {
    await log(ctx, 'Tool execution started');
    await wait(betweenMs);
    await log(ctx, 'Tool processing data');
    await wait(betweenMs);
    await log(ctx, 'Tool execution completed');
    return text('Tool with logging executed successfully');
  });
  tool('test_tool_with_progress', 'Tells its progress', async (ctx) => {
    for (const progress of [0, 50, 100]) {
      await tellProgress(ctx, progress);
      await wait(betweenMs);
    }
    return text('all of it done');
  });
  tool('test_reconnection', 'Closes its stream in the middle of the call', async (ctx) => {
    ctx.http?.closeSSE?.();
    await wait(2 * betweenMs);
    return text('The client came back for this.');
  });
  server.registerTool(
    'test_sampling',
    { description: 'Asks the client’s model', inputSchema: z.object({ prompt: z.string() }) },
    async ({ prompt }, ctx) => {
      const { content } = await ctx.mcpReq.send({
        method: 'sampling/createMessage',
        params: { messages: [{ role: 'user', content: { type: 'text', text: prompt } }], maxTokens: 100 },
      });
      return text(`LLM response: ${JSON.stringify(content)}`);
    },
  );
}

function log(ctx: ServerContext, data: string): Promise<void> {
  return ctx.mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data } });
}

/** Says nothing to a client that gave no token to say it under. */
export async function tellProgress({ mcpReq }: ServerContext, progress: number): Promise<void> {
  const { _meta: meta } = mcpReq;
  if (meta?.progressToken === undefined) return;
  const params = { progressToken: meta.progressToken, progress, total: 100 };
  await mcpReq.notify({ method: 'notifications/progress', params });
}
