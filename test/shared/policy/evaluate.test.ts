import { expect, test } from 'vitest';

import { evaluate } from '../../../shared/policy/evaluate.ts';
import { systemDefaultPolicy } from '../../../shared/policy/policy.ts';
import { ok, refuse } from '../../../shared/result.ts';

const only = (...images: string[]) => ({ ...systemDefaultPolicy, images });

test('a policy for all images lets every image through', () => {
  expect(evaluate(systemDefaultPolicy, { image: 'linux_latest' })).toEqual(ok(null));
  expect(evaluate(systemDefaultPolicy, { image: 'imgc-0123456789abcdefg' })).toEqual(ok(null));
});

test('a policy that names images lets those through and no others', () => {
  const policy = only('linux_latest', 'code_latest');
  expect(evaluate(policy, { image: 'linux_latest' })).toEqual(ok(null));
  expect(evaluate(policy, { image: 'code_latest' })).toEqual(ok(null));
  for (const image of ['windows_latest', 'linux', 'linux_latest2', 'LINUX_LATEST', '', 'all'])
    expect(evaluate(policy, { image }), image).toEqual(refuse('image_not_allowed'));
});

test('a policy that names no image lets nothing through', () => {
  expect(evaluate(only(), { image: 'linux_latest' })).toEqual(refuse('image_not_allowed'));
});

test('an image that happens to be called "all" opens nothing else', () => {
  expect(evaluate(only('all'), { image: 'linux_latest' })).toEqual(refuse('image_not_allowed'));
});
