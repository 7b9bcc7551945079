import { expect, test } from 'vitest';

import { operationNames } from '../../shared/api/contract.ts';
import { errorCodes, errors } from '../../shared/errors.ts';
import { send } from './support/calls.ts';

/** As a browser reads it. */
const textOf = (html: string) =>
  html.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');

test.each(errorCodes)('%s has a page that says what it is and what to do', async (code) => {
  const response = await send(`/docs/errors/${code}`);
  const html = textOf(await response.text());
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).toContain(`<h1>${errors[code].title}</h1>`);
  for (const text of [code, String(errors[code].status), errors[code].hint]) expect(html).toContain(text);
});

test('the type of a refusal is the address of its page', async () => {
  const { type } = await (await send('/v1/keys')).json<{ type: string }>();
  expect(type).toBe('http://keys.test/docs/errors/authentication_required');
  expect((await send(type)).status).toBe(200);
});

test('an index leads to every page', async () => {
  const html = await (await send('/docs/errors')).text();
  for (const code of errorCodes) expect(html).toContain(`href="/docs/errors/${code}"`);
});

test('no page may run a script or be put into a frame; the viewer runs only its own', async () => {
  for (const path of [
    '/docs',
    '/docs/errors',
    '/docs/errors/internal',
    '/docs/style.css',
    '/docs/start.js',
  ]) {
    const { status, headers } = await send(path);
    expect([path, status]).toEqual([path, 200]);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(rule);
    expect(policy).toContain(path === '/docs' ? "script-src 'self'" : "script-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('the reference for machines names every operation and this deployment', async () => {
  const document = await (await send('/v1/openapi.json')).json<{ servers: object; paths: object }>();
  expect(document.servers).toEqual([{ url: 'http://keys.test' }]);
  const text = JSON.stringify(document.paths);
  for (const name of operationNames) expect(text).toContain(`"operationId":"${name}"`);
});

test('the viewer’s two files are served, and nothing else of its package', async () => {
  const script = await send('/docs/swagger-ui-bundle.js');
  expect([script.status, script.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  expect((await script.text()).length).toBeGreaterThan(100_000);
  expect((await (await send('/docs/swagger-ui.css')).text()).length).toBeGreaterThan(10_000);
  for (const path of [
    '/docs/index.html',
    '/index.html',
    '/swagger-ui-bundle.js',
    '/docs/package.json',
    '/docs/errors/no_such',
  ])
    expect([path, (await send(path)).status]).toEqual([path, 404]);
});

test('the reference is read, not written', async () => {
  const refused = await send('/docs/errors', { method: 'POST' });
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await refused.json()).toMatchObject({ code: 'method_not_allowed' });
  const head = await send('/docs/errors/internal', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});
