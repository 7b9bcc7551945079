import { randomUUID } from 'node:crypto';

import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { CallToolResultSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';

import { token, type ImagesProcess } from './images-process.ts';

export interface Answer {
  readonly text: string;
  readonly isError: boolean;
  readonly structured: Record<string, unknown>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: { progress: number; message?: string | undefined }) => void;
}

/** A real client of one era, connected to one image. */
export interface ImageClient {
  instructions(): string | undefined;
  tools(): Promise<Tool[]>;
  call(name: string, input?: Record<string, unknown>, options?: CallOptions): Promise<Answer>;
  /** Ends the session where there is one. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/**
 * `session` is what the gateway would send as `keyharbor-session`: a new one unless it is given, and no header at
 * all where it is null.
 */
export type Connect = (
  images: Pick<ImagesProcess, 'url'>,
  image: string,
  session?: string | null,
) => Promise<ImageClient>;

export const connectLegacy: Connect = async (images, image, session = randomUUID()) => {
  const client = new LegacyClient({ name: 'test', version: '1' });
  const transport = new LegacyTransport(images.url(image), { requestInit: { headers: headers(session) } });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    instructions: () => client.getInstructions(),
    tools: async () => (await client.listTools()).tools,
    call: async (name, input = {}, options) =>
      toAnswer(await client.callTool({ name, arguments: input }, CallToolResultSchema, options)),
    leave: () => transport.terminateSession(),
    close: () => client.close(),
  };
};

export const connectModern: Connect = async (images, image, session = randomUUID()) => {
  const client = new ModernClient(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await client.connect(
    new ModernTransport(images.url(image), { requestInit: { headers: headers(session) } }),
  );
  onTestFinished(() => client.close());
  return {
    instructions: () => client.getInstructions(),
    // One protocol, typed by two packages.
    tools: async () => (await client.listTools()).tools as Tool[],
    call: async (name, input = {}, options) =>
      toAnswer(await client.callTool({ name, arguments: input }, options)),
    leave: () => client.close(),
    close: () => client.close(),
  };
};

export const eras = [
  ['the legacy era', connectLegacy],
  ['the stateless era', connectModern],
] as const;

function headers(session: string | null): Record<string, string> {
  return { authorization: `Bearer ${token}`, ...(session !== null && { 'keyharbor-session': session }) };
}

function toAnswer(result: unknown): Answer {
  const { content, isError = false, structuredContent = {} } = CallToolResultSchema.parse(result);
  const texts = content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`));
  return { text: texts.join('\n'), isError, structured: structuredContent };
}
