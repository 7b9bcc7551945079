import { expect, test } from 'vitest';

import { errorCodes } from '../../shared/errors.ts';
import { codeUnder } from './sources.ts';

/** Tests of the catalogue itself, and of what is made from all of it: they name no code because of what it means. */
const ofTheCatalogue = /^test\/(?:architecture|shared\/errors|extension\/locales|support)/;

/** Codes that stand in no test. */
function untested(texts: readonly string[]): string[] {
  const all = texts.join('\n');
  return errorCodes.filter((code) => !new RegExp(`['"\`]${code}\\b`).test(all));
}

test('every refusal is shown by a test that names it', () => {
  const texts = codeUnder('test')
    .filter(({ path }) => !ofTheCatalogue.test(path))
    .map(({ text }) => text);
  expect(untested(texts)).toEqual([]);
});

test('a refusal that no test names is found', () => {
  const all = errorCodes.map((code) => `'${code}'`);
  expect(untested(all)).toEqual([]);
  expect(untested(all.filter((text) => text !== "'key_active'"))).toEqual(['key_active']);
});
