import { expect, test } from 'vitest';

import { mcpAddress, serverName } from '../../../shared/address/build.ts';
import { defaultImages } from '../../../shared/image/image.ts';

test.each(defaultImages)('the address of $id is the gateway’s, with nothing but the image in it', (image) => {
  expect(mcpAddress('https://keys.example', image)).toBe(`https://keys.example/mcp/${image.id}`);
});

test('a slash at the end of the gateway changes nothing', () => {
  const image = { id: 'linux_latest' };
  expect(mcpAddress('https://keys.example/', image)).toBe('https://keys.example/mcp/linux_latest');
  expect(mcpAddress('http://127.0.0.1:8787', image)).toBe('http://127.0.0.1:8787/mcp/linux_latest');
});

test('an image id cannot lead the address anywhere else', () => {
  expect(mcpAddress('https://keys.example', { id: 'a/../../v1?x#y' })).toBe(
    'https://keys.example/mcp/a%2F..%2F..%2Fv1%3Fx%23y',
  );
});

test.each(['', 'keys.example', '/mcp', '//keys.example'])('%j is no gateway', (gateway) => {
  expect(() => mcpAddress(gateway, { id: 'linux_latest' })).toThrow(TypeError);
});

test.each(defaultImages)('clients list $id under its environment', (image) => {
  expect(serverName(image)).toBe(`keyharbor-${image.environment}`);
});

test('an image of one’s own is listed under its id, in letters that every client takes', () => {
  const image = { environment: 'linux', title: 'Mine' } as const;
  expect(serverName({ ...image, id: 'imgc-0123456789abcdefg' })).toBe('keyharbor-imgc-0123456789abcdefg');
  expect(serverName({ ...image, id: 'my_image.v2' })).toBe('keyharbor-my-image-v2');
});

test('two images never get one name', () => {
  const one = serverName({ id: 'linux_latest', environment: 'linux', title: 'Linux' });
  expect(serverName({ id: 'ubuntu_latest', environment: 'linux', title: 'Ubuntu' })).not.toBe(one);
});
