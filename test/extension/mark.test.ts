import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const lines = (path: string) => readFileSync(path, 'utf8').match(/(?<= )(d|cx|cy|r)="[^"]+"/g);

test('the mark on pages is the one the icons are drawn from', () => {
  expect(lines('extension/ui/mark.tsx')).toEqual(lines('extension/ui/mark.svg'));
});

test.each([16, 32, 48, 128])('the icon of %d pixels has that size', (size) => {
  const png = readFileSync(`extension/public/icon/${size}.png`);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});
