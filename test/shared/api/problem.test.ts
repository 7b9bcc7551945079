import * as v from 'valibot';
import { expect, test } from 'vitest';

import { ApiError } from '../../../shared/api/api-error.ts';
import { problemDocument, problemSchema } from '../../../shared/api/problem.ts';
import { errorCodes, errors } from '../../../shared/errors.ts';

const about = { gateway: 'https://keys.example', requestId: 'r-1' };

test.each(errorCodes)('%s is a problem document that a client reads back', (code) => {
  const document = problemDocument(code, about);
  expect(v.parse(problemSchema, JSON.parse(JSON.stringify(document)))).toEqual({
    type: `https://keys.example/docs/errors/${code}`,
    title: errors[code].title,
    status: errors[code].status,
    code,
    detail: errors[code].hint,
    instance: 'urn:request:r-1',
  });
});

test('fields are named where there are some', () => {
  const fields = [{ pointer: '/name', message: 'Expected text' }];
  expect(problemDocument('validation_failed', { ...about, fields }).errors).toEqual(fields);
  expect(problemDocument('validation_failed', about)).not.toHaveProperty('errors');
});

test('a document with a code of its own invention is no problem of ours', () => {
  const document = { ...problemDocument('internal', about), code: 'made_up' };
  expect(v.safeParse(problemSchema, document).success).toBe(false);
});

test('an error says what to do next', () => {
  const hint = 'Disable the key, then delete it.';
  expect(new ApiError('key_active', hint)).toMatchObject({
    name: 'ApiError',
    code: 'key_active',
    message: hint,
    fields: [],
  });
  expect(new ApiError('offline').message).toBe('Check the connection, then try again.');
});
