import { expect, test } from 'vitest';

import { areas, codeUnder, commentsOf, filesUnder, readText, type Source } from './sources.ts';

const today = new Date().toISOString().slice(0, 10);

/** Debts without a date, or past it. */
function badDebts(text: string, now = today): string[] {
  return Array.from(text.matchAll(/\b(?:TODO|FIXME|XXX)\b.*/g), ([line]) => line).filter((line) => {
    const due = /^TODO \[(\d{4}-\d{2}-\d{2})\]: \S/.exec(line)?.[1];
    return due === undefined || Number.isNaN(Date.parse(due)) || due < now;
  });
}

/** Exceptions from lint or types that do not say why. */
function bareExceptions(comment: string): string[] {
  const isException = /^\s*(?:(?:ox|es)lint-disable|@ts-(?:ignore|expect-error|nocheck))/.test(comment);
  return isException && !/ -- \S/.test(comment) ? [comment.trim()] : [];
}

const inComments = (source: Source, rule: (comment: string) => string[]) =>
  commentsOf(source).flatMap((comment) => rule(comment).map((what) => `${source.path}: ${what}`));

test('debts are dated and not overdue', () => {
  expect(codeUnder(...areas).flatMap((source) => inComments(source, (comment) => badDebts(comment)))).toEqual(
    [],
  );
  const others = filesUnder(...areas).filter((file) => /\.(?:css|html|sql)$/.test(file));
  expect(others.filter((file) => badDebts(readText(file)).length > 0)).toEqual([]);
});

test.each([
  ['TODO: some day', 1],
  ['TODO [soon]: x', 1],
  ['TODO [2027-02-28]: overdue by a day', 1],
  ['TODO [2027-13-01]: no such month', 1],
  ['TODO [2027-03-01]:', 1],
  ['FIXME', 1],
  ['TODO [2027-03-01]: due today', 0],
  ['TODO [2027-03-02]: due tomorrow', 0],
  ['a todo list of TODOs', 0],
])('on 2027-03-01, "%s" is reported %d times', (text, times) => {
  expect(badDebts(text, '2027-03-01')).toHaveLength(times);
});

test('an exception from a rule gives its reason', () => {
  expect(codeUnder(...areas).flatMap((source) => inComments(source, bareExceptions))).toEqual([]);
});

test('an exception without a reason is found, one with a reason is not', () => {
  const text = [
    '// oxlint-disable-next-line no-console',
    '/* eslint-disable */',
    '// @ts-expect-error no',
  ].join('\n');
  expect(inComments({ path: 'a.ts', text }, bareExceptions)).toHaveLength(3);
  const reasoned = text.replaceAll(/no-console|(?<=disable) |no$/g, '$& -- because');
  expect(inComments({ path: 'a.ts', text: reasoned }, bareExceptions)).toEqual([]);
});

test('no test is skipped, left for later or run alone', () => {
  const unfinished = codeUnder('test').filter(({ text }) =>
    /\b(?:it|test|describe)\.(?:skip|only|todo)\b\(/.test(text),
  );
  expect(unfinished.map(({ path }) => path)).toEqual([]);
});
