import { expect, test } from 'vitest';

import { prefixes } from '../../../../shared/ids.ts';
import { secretPrefixes } from '../../../../shared/secret-pattern.ts';
import { mcpAddress, serverName } from '../../../../shared/address/build.ts';
import { formatById, formats } from '../../../../shared/address/formats/formats.ts';
import { defaultImages } from '../../../../shared/image/image.ts';
import { carriedBy, connectionFor, idsOf, read, write } from './written.ts';

const withLink = formats.flatMap(({ id, link }) => (link ? [{ id, link }] : []));

test('every format has an id and a place of its own, under the name of its client', () => {
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length);
  const shown = formats.map(({ title, place }) => `${title} ${JSON.stringify(place)}`);
  expect(new Set(shown).size).toBe(formats.length);
  expect(formats.filter(({ title }) => title === '')).toEqual([]);
});

test.each(formats)('$id says truly what it carries, and has the address', (format) => {
  const connection = connectionFor(format.credential);
  const text = format.write(connection);
  expect(carriedBy(text)).toBe(format.credential);
  const { host } = new URL(connection.url);
  expect(text).toContain(host);
  expect(text).toContain(connection.image);
});

test.each(withLink)('the link of $id holds no secret, in whatever wrapping', ({ link }) => {
  const text = link.write(connectionFor(link.credential));
  const config = new URL(text).searchParams.get('config') ?? '';
  const readings = [text, decodeURIComponent(text), config, unpacked(config)].join('\n');
  expect(carriedBy(readings)).toBe(link.credential);
  expect(readings).not.toContain(prefixes.apiKey);
  expect(readings).toContain('keys.example');
});

test.each(formats.filter(({ credential }) => credential !== 'none'))(
  '$id takes a placeholder as it is',
  (format) => {
    const text = format.write({ ...connectionFor('none'), secret: '${KEYHARBOR_KEY}' });
    // A URL cannot hold the braces as they are.
    expect(decodeURIComponent(text)).toContain('${KEYHARBOR_KEY}');
    expect(secretPrefixes.filter((prefix) => text.includes(prefix))).toEqual([]);
  },
);

test('files that get committed hold no secret: it comes from the environment or is asked for', () => {
  const committed = formats.filter(({ place }) => place.kind === 'file' && /^\.\w+\//.test(place.path));
  expect(committed.map(({ id }) => id).toSorted()).toEqual(['cursor-project', 'kiro-project', 'vscode']);
  for (const { credential } of [...committed, formatById('claude-code-project')])
    expect(credential).toBe('none');
});

test('every image can be written in every format', () => {
  for (const image of defaultImages)
    for (const format of formats) {
      const connection = {
        ...connectionFor(format.credential),
        name: serverName(image),
        url: mcpAddress('https://keys.example', image),
        image: image.id,
      };
      expect(format.write(connection), format.id).toContain(image.id);
    }
});

test('JSON is indented as people keep it in files', () => {
  const json = idsOf('file').filter((id) => write(id).startsWith('{'));
  expect(json.length).toBeGreaterThan(15);
  for (const id of json) expect(write(id)).toBe(JSON.stringify(read.json(id), null, 2));
});

test('a format is found by its id, and one that is gone becomes the first', () => {
  for (const format of formats) expect(formatById(format.id)).toBe(format);
  for (const id of ['netscape', '', null, undefined]) expect(formatById(id)).toBe(formats[0]);
});

function unpacked(config: string): string {
  return /^[0-9A-Za-z+/]+=*$/.test(config) ? atob(config) : config;
}
