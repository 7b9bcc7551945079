import { afterEach, expect, test, vi } from 'vitest';

import { callStateless, givenKey, send } from './support/calls.ts';
import { refusal } from './support/refusal.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const page = 'https://page.test';
const notOurs = [
  'https://evil.test',
  'https://page.test.evil.test',
  'http://page.test',
  'https://page.test:444',
  'null',
  `${page}, ${page}`,
  'https://keys.test',
  'http://keys.test:81',
];

test('a page of the allow-list may ask with every header of either era, and reads its answers and refusals', async () => {
  const asking = {
    origin: page,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization, mcp-param-region, x-other',
  };
  const may = await send('/mcp/linux_latest', { method: 'OPTIONS', headers: asking });
  expect(may.status).toBe(204);
  expect(Object.fromEntries(may.headers)).toMatchObject({
    'access-control-allow-origin': page,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers':
      'authorization, content-type, last-event-id, mcp-method, mcp-name, mcp-protocol-version, mcp-session-id, mcp-param-region',
    vary: 'origin',
  });

  const { secret } = await givenKey();
  givenUpstream();
  for (const sent of [secret, 'khk_wrong']) {
    const { headers } = await callStateless({ secret: sent, headers: { origin: page } });
    expect(headers.get('access-control-allow-origin')).toBe(page);
    expect(headers.get('access-control-expose-headers')).toContain('mcp-session-id');
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  }
});

test.each(notOurs)('the page %s is refused, and may not read why', async (origin) => {
  for (const method of ['OPTIONS', 'POST', 'GET']) {
    const response = await send('/mcp/linux_latest', { method, headers: { origin } });
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
    expect(await refusal(response)).toMatchObject({ status: 403, code: 'origin_not_allowed', id: null });
  }
});

test('a request from the gateway’s own origin is no foreign page’s', async () => {
  const { secret } = await givenKey();
  givenUpstream();
  const response = await callStateless({ secret, headers: { origin: 'http://keys.test' } });
  expect(response.status).toBe(200);
  expect(response.headers.has('access-control-allow-origin')).toBe(false);
});

test('who looks for OAuth hears in JSON that there is none, with or without a key', async () => {
  const { secret } = await givenKey();
  for (const path of [
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-protected-resource/mcp/linux_latest',
    '/.well-known/oauth-authorization-server',
    '/register',
  ])
    for (const method of ['GET', 'POST'])
      for (const headers of [{}, { authorization: `Bearer ${secret}` }, { origin: page }]) {
        const response = await send(path, { method, headers });
        expect(response.headers.get('content-type')).toContain('application/json');
        expect(await refusal(response)).toMatchObject({ status: 404, code: 'route_not_found' });
      }
});
