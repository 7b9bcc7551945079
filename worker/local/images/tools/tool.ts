import type {
  CallToolResult,
  McpServer,
  ServerContext,
  StandardSchemaWithJSON,
  ToolAnnotations,
  ToolCallback,
} from '@modelcontextprotocol/server';

import type { Session } from '../sessions/session.ts';

/** What a tool has at hand while it answers one call. */
export interface ToolUse {
  readonly session: Session;
  /** Aborted when the caller cancels, when it hangs up (stateless era), and when its session ends (legacy era). */
  readonly signal: AbortSignal;
  /** Tells the caller what is going on, where it asked for progress. */
  readonly report: (text: string) => void;
}

export interface ToolDefinition<Input extends StandardSchemaWithJSON> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output?: StandardSchemaWithJSON;
  readonly annotations: ToolAnnotations;
  readonly call: (input: StandardSchemaWithJSON.InferOutput<Input>, use: ToolUse) => Promise<CallToolResult>;
}

/** Answers a call: finds its session, sends progress, makes a tool error of a failure. */
export type CallRunner = (
  context: ServerContext,
  call: (use: ToolUse) => Promise<CallToolResult>,
) => Promise<CallToolResult>;

/** A tool of an image, ready to be put into any number of MCP servers. */
export interface ImageTool {
  readonly name: string;
  register(server: McpServer, run: CallRunner): void;
}

/** Input has passed the schema by the time `call` sees it. */
export function defineTool<Input extends StandardSchemaWithJSON>(tool: ToolDefinition<Input>): ImageTool {
  const { name, title, description, input, output, annotations, call } = tool;
  return {
    name,
    register(server, run) {
      const answer = (given: StandardSchemaWithJSON.InferOutput<Input>, context: ServerContext) =>
        run(context, (use) => call(given, use));
      server.registerTool(
        name,
        { title, description, inputSchema: input, annotations, ...(output && { outputSchema: output }) },
        // The package's type of a callback stays unresolved while `Input` is a type parameter; it is this one.
        answer as ToolCallback<Input>,
      );
    },
  };
}

export function textResult(...texts: readonly string[]): CallToolResult {
  return { content: texts.map((text) => ({ type: 'text', text })) };
}
