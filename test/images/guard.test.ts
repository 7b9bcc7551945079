import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';

import { expect, test } from 'vitest';

import { givenImages, token, type ImagesProcess } from './images-process.ts';

const bearer = `Bearer ${token}`;

test('a caller without the token, or with another one, is not let in', async () => {
  const images = await givenImages();
  for (const authorization of [undefined, '', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, token]) {
    const answer = await ask(images, { ...(authorization !== undefined && { authorization }) });
    expect(answer, String(authorization)).toMatchObject({ status: 401, json: true });
  }
  expect(await ask(images, { authorization: bearer })).toMatchObject({ status: 405 });
});

test('a page in a browser is not let in, even with the token and from this machine', async () => {
  const images = await givenImages();
  for (const origin of ['https://evil.example', `http://127.0.0.1:${images.port}`, 'null', '']) {
    const answer = await ask(images, { authorization: bearer, origin });
    expect(answer, origin).toMatchObject({ status: 403, json: true });
  }
});

test('only names of this machine are served, so that no other name can be bound to it', async () => {
  const images = await givenImages();
  for (const host of [
    'evil.example',
    `evil.example:${images.port}`,
    '127.0.0.1.evil.example',
    'a@127.0.0.1',
    '[::1]',
  ]) {
    expect(await ask(images, { authorization: bearer, host }), host).toMatchObject({
      status: 403,
      json: true,
    });
  }
  for (const host of ['localhost', '127.0.0.1', `localhost:${images.port}`]) {
    expect(await ask(images, { authorization: bearer, host }), host).toMatchObject({ status: 405 });
  }
});

test('a session header that the gateway would not send is refused, not taken for none', async () => {
  const images = await givenImages();
  for (const session of ['../other', 'a b', 'a'.repeat(65), '']) {
    const answer = await ask(images, { authorization: bearer, 'keyharbor-session': session });
    expect(answer, session).toMatchObject({ status: 400, json: true });
  }
});

test('nothing listens on other addresses of this machine', async () => {
  const images = await givenImages();
  await expect(fetch(`http://[::1]:${images.port}/linux_latest/mcp`)).rejects.toThrow();
});

/** A GET, which the endpoint itself answers with 405: whatever else comes is the guard's. */
async function ask(images: ImagesProcess, headers: Record<string, string>) {
  const asked = request(images.url('linux_latest'), { headers: { host: '127.0.0.1', ...headers } }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const body = (await response.toArray()).join('');
  return { status: response.statusCode, json: body.startsWith('{"jsonrpc":"2.0"'), body };
}
