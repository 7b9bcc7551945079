import { fileURLToPath } from 'node:url';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

import { childEnvironment } from '../process/child-environment.ts';

const commandLine = fileURLToPath(new URL('cli.js', import.meta.resolve('@playwright/mcp/package.json')));

export interface PlaywrightOptions {
  /** The Chromium to start, at the first call that needs one. */
  readonly chromium: string;
  /** Where it puts screenshots and downloads, and the only place it may read files from. */
  readonly folder: string;
  /** For profiles and sockets. Must be short: the path of a socket may have some hundred characters. */
  readonly temporary: string;
  /** Whether pages see a phone. */
  readonly mobile: boolean;
}

/**
 * Playwright's own MCP server, with a browser profile that only lives in memory.
 *
 * It runs as a process of its own rather than in ours, because `browser_run_code_unsafe` runs a caller's
 * JavaScript inside that server: here it can neither stop the other sessions nor look into our memory, and
 * when its standard input closes it takes its browser with it.
 *
 * Rejects where the process cannot be started. `close()` of the client ends it and its browser.
 */
export async function openPlaywright({
  chromium,
  folder,
  temporary,
  mobile,
}: PlaywrightOptions): Promise<Client> {
  const client = new Client({ name: 'keyharbor-images', version: '1' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [
      commandLine,
      '--headless',
      '--isolated',
      '--no-webmcp', // A page must not be able to offer tools to the caller's model.
      ...(mobile ? ['--mobile'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium refuses its sandbox to root.
      `--executable-path=${chromium}`,
      `--output-dir=${folder}`,
    ],
    cwd: folder,
    env: { ...childEnvironment(folder), TMPDIR: temporary },
    stderr: 'ignore',
  });
  await client.connect(transport);
  return client;
}
