import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';

import { send } from './support/calls.ts';
import { token } from './support/owner.ts';

const extension = 'chrome-extension://mmmicgfjildbfldlkomclehmpcihbojn';
const authorization = `Bearer ${token}`;

async function codeOf(response: Response): Promise<unknown> {
  return (await response.json<{ code: unknown }>()).code;
}

test('the management API opens for the console token and for nothing else', async () => {
  const near = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
  const wrong = ['', near, token.replace('khp_', 'khk_'), `${token} ${token}`, 'null'];
  for (const sent of wrong) {
    const response = await send('/v1/keys', { headers: { authorization: `Bearer ${sent}` } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await codeOf(response)).toBe('authentication_required');
  }
  expect((await send('/v1/keys', { headers: { authorization } })).status).toBe(200);
});

test('an extension may read answers and refusals; the preflight says which headers it may send', async () => {
  const preflight = await send('/v1/keys', { method: 'OPTIONS', headers: { origin: extension } });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(extension);
  expect(preflight.headers.get('access-control-allow-headers')).toBe(
    'authorization, content-type, dpop, if-match, idempotency-key',
  );

  const refused = await send('/v1/keys', { headers: { origin: extension } });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('access-control-allow-origin')).toBe(extension);
  expect(refused.headers.get('vary')).toContain('origin');
});

test('no web page may call the API, whatever it carries', async () => {
  const pages = [
    'https://evil.test',
    'null',
    'http://127.0.0.1:3000',
    `${extension}.evil.test`,
    `https://${extension}`,
  ];
  for (const origin of pages) {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const response = await send('/v1/keys', { method, headers: { origin, authorization } });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  }
});

test('only the own host is served', async () => {
  for (const host of ['http://evil.test', 'http://keys.test.evil.test', 'http://127.0.0.1']) {
    const response = await send(`${host}/v1/keys`, { headers: { authorization } });
    expect(response.status).toBe(403);
    expect(await codeOf(response)).toBe('host_not_allowed');
  }
});

test('what is not there is 404', async () => {
  for (const path of ['/', '/v1/', '/v1/nothing', '/.well-known/oauth-protected-resource', '/register']) {
    expect((await send(path, { headers: { authorization } })).status).toBe(404);
  }
});

test('bodies that are not plain JSON objects, or too large, are refused with their own code', async () => {
  const json = { authorization, 'content-type': 'application/json', 'idempotency-key': 'doors' };
  const cases: readonly [RequestInit, string][] = [
    [{ headers: { ...json, 'content-type': 'text/plain' }, body: '{}' }, 'unsupported_media_type'],
    [{ headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' }, 'unsupported_media_type'],
    [{ headers: json, body: '{' }, 'invalid_json'],
    [{ headers: json, body: '[]' }, 'invalid_json'],
    [{ headers: json, body: JSON.stringify({ name: 'x'.repeat(70_000) }) }, 'body_too_large'],
    [{ headers: json, body: '{}' }, 'validation_failed'],
  ];
  for (const [init, code] of cases) {
    expect(await codeOf(await send('/v1/keys', { method: 'POST', ...init }))).toBe(code);
  }
});

test('a failure of our own says nothing of how it came about', async () => {
  await env.RECORD.exec('ALTER TABLE keys RENAME TO keys_away');
  const response = await send('/v1/keys', { headers: { authorization } });
  await env.RECORD.exec('ALTER TABLE keys_away RENAME TO keys');
  const text = await response.text();
  expect(response.status).toBe(503);
  expect(text).not.toMatch(/sql|table|select|keys_away/i);
  expect(JSON.parse(text)).toMatchObject({
    code: 'record_unavailable',
    instance: expect.stringMatching(/^urn:request:/),
  });
});
