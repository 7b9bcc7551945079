import { McpServer } from '@modelcontextprotocol/server';

import type { LocalImage } from './local-image.ts';
import type { CallRunner } from './tools/tool.ts';

/** An MCP server that offers an image's tools, for one request or one legacy session. */
export function createImageServer(image: LocalImage, run: CallRunner): McpServer {
  const info = { name: `keyharbor-${image.id}`, title: image.title, version: '1' };
  const server = new McpServer(info, { instructions: image.instructions });
  for (const tool of image.tools) tool.register(server, run);
  return server;
}
