import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CallToolResultSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult, StandardSchemaWithJSON } from '@modelcontextprotocol/server';

import { createIdleTable, type IdleTable } from '../sessions/idle-table.ts';
import { sessionIdleMs } from '../sessions/sessions.ts';
import type { Session } from '../sessions/session.ts';
import { defineTool, type ImageTool } from '../tools/tool.ts';
import { ToolRefusal } from '../tool-refusal.ts';

/** Far above what any of Playwright's tools takes; what takes longer hangs. In milliseconds. */
const callTimeoutMs = 300_000;
const maxBrowsers = 16;

/**
 * Playwright's `tools` under their own names and schemas, each session with a browser of its own.
 *
 * `open` starts the browser of a session at its first call; it is closed with the session, and when a seventeenth
 * one is asked for, the one idle longest goes.
 */
export function browserTools(tools: readonly Tool[], open: (folder: string) => Promise<Client>): ImageTool[] {
  const browsers: IdleTable<Session, Client> = createIdleTable<Session, Client>({
    noun: 'browsers',
    max: maxBrowsers,
    idleMs: sessionIdleMs,
    now: Date.now,
    async open(session) {
      const client = await open(session.folder);
      // A browser that died is forgotten, so that the next call gets a new one.
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- an MCP client has no such method
      client.onclose = () => void browsers.end(session);
      session.atEnd(() => browsers.end(session));
      return client;
    },
    close(client) {
      // Told of its end only now, it would end the browser that has come after it.
      delete client.onclose;
      return client.close();
    },
  });
  return tools.map((tool) => browserTool(tool, browsers));
}

function browserTool(tool: Tool, browsers: IdleTable<Session, Client>): ImageTool {
  const { name, description = '', inputSchema, annotations = {} } = tool;
  return defineTool({
    name,
    title: tool.title ?? annotations.title ?? name,
    description,
    input: listedSchema(inputSchema),
    annotations,
    call: (input, { session, signal }) =>
      browsers.use(session, async (client) => {
        const call = { name, arguments: input };
        const options = { signal, timeout: callTimeoutMs };
        const answer = client.callTool(call, CallToolResultSchema, options).catch(async () => {
          if (signal.aborted) throw new ToolRefusal('Cancelled.');
          // It died or hangs: the next call is to find a browser that answers.
          await client.close();
          throw new ToolRefusal('The browser did not finish this call and was closed.');
        });
        // One protocol, typed by two packages: the older one's schema has just checked it.
        return (await answer) as CallToolResult;
      }),
  });
}

/**
 * A schema as Playwright lists it, which lets everything pass: Playwright checks what it is given by itself, and its
 * listing is stricter than that check. It calls fields required that have a default, and most callers leave those out.
 */
function listedSchema(schema: Record<string, unknown>): StandardSchemaWithJSON<unknown, ToolInput> {
  return {
    '~standard': {
      version: 1,
      vendor: 'keyharbor',
      jsonSchema: { input: () => schema, output: () => schema },
      // The arguments of a call are an object: the protocol's own schema has made sure of it.
      validate: (value) => ({ value: value as ToolInput }),
    },
  };
}

type ToolInput = Record<string, unknown>;
