import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import type { Provider } from 'oidc-provider';

import { askPage, type Fault } from './ask-page.ts';
import { createCodeCheck } from './code.ts';
import { accountPattern, createProvider, type ProviderOptions } from './create-provider.ts';

export interface ServedProvider {
  close(): Promise<void>;
}

const mostBytes = 1024;

/** Serves the provider at its issuer's port of 127.0.0.1, to whoever knows `code`. Rejects where the port cannot be had. */
export async function serveProvider(
  options: ProviderOptions & { readonly code: string },
): Promise<ServedProvider> {
  const provider = await createProvider(options);
  const check = createCodeCheck(options.code, Date.now);
  const rest = provider.callback();
  const server = createServer((request, response) => {
    const isAsking = request.url?.startsWith('/interaction/') ?? false;
    const answered = isAsking ? ask(provider, check, request, response) : rest(request, response);
    answered.catch(() => show(response, 400, 'This sign-in is over. Go back and start again.'));
  });
  server.listen(Number(new URL(options.issuer).port), '127.0.0.1');
  await once(server, 'listening');
  return {
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function ask(
  provider: Provider,
  check: ReturnType<typeof createCodeCheck>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response); // Rejects where there is none, or it is another browser's.
  if (request.method !== 'POST') return show(response, 200, askPage(null));
  const typed = new URLSearchParams(await readText(request));
  const fault = faultOf(typed, check);
  if (fault !== null) return show(response, 403, askPage(fault));
  const accountId = nameIn(typed);
  await provider.interactionFinished(request, response, { login: { accountId, remember: false } });
}

function faultOf(typed: URLSearchParams, check: ReturnType<typeof createCodeCheck>): Fault | null {
  const verdict = check(typed.get('code') ?? '');
  if (verdict !== 'right') return verdict === 'wrong' ? 'wrong_code' : verdict;
  return accountPattern.test(nameIn(typed)) ? null : 'wrong_name';
}

const nameIn = (typed: URLSearchParams) => (typed.get('name') ?? '').trim().toLowerCase();

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) {
    text += String(part);
    if (text.length > mostBytes) throw new Error('too large');
  }
  return text;
}

function show(response: ServerResponse, status: number, html: string): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
    'cache-control': 'no-store',
  });
  response.end(html);
}
