import { expect, test } from 'vitest';

import { isDone, openedIn } from '../../../shared/mcp/opened.ts';

const answer = (result: object) => JSON.stringify({ jsonrpc: '2.0', id: 1, result });
const text = (said: string) => answer({ content: [{ type: 'text', text: said }] });

test.each([
  ['a member of its structured content', answer({ structuredContent: { sandbox_id: 's-1' } })],
  ['one that is wrapped once', answer({ structuredContent: { data: { sandbox_id: 's-1' } } })],
  ['JSON in a text', text('{"sandbox_id":"s-1","status":"RUNNING"}')],
  ['a line of a text', text('Sandbox is ready.\n  sandbox_id: s-1\n')],
  [
    'both at once',
    answer({ structuredContent: { sandbox_id: 's-1' }, content: [{ text: 'sandbox_id=s-1' }] }),
  ],
])('an id that an answer has as %s was opened by it', (_, said) => {
  expect(openedIn(said, 'sandbox_id')).toEqual(['s-1']);
});

test.each([
  ['a failure', answer({ isError: true, structuredContent: { sandbox_id: 's-1' } })],
  ['an error', JSON.stringify({ id: 1, error: { code: 1, message: 'sandbox_id: s-1' } })],
  ['a list', answer({ structuredContent: { sandboxes: [{ sandbox_id: 's-1' }, { sandbox_id: 's-2' }] } })],
  ['other names', answer({ structuredContent: { id: 's-1', other_sandbox_id: 's-2' } })],
  ['what is no id', answer({ structuredContent: { sandbox_id: ['s-1'], a: { sandbox_id: 'a b' } } })],
  ['what is too long', answer({ structuredContent: { sandbox_id: 's'.repeat(201) } })],
  ['no JSON', 'sandbox_id: s-1'],
  ['texts about it', text('give me a sandbox_id: s-1')],
])('%s opened nothing', (_, said) => {
  expect(openedIn(said, 'sandbox_id')).toEqual([]);
});

test('a tool has done its work where it answers with a result that is no failure', () => {
  expect(isDone(text('killed'))).toBe(true);
  for (const other of [
    answer({ isError: true }),
    '{"id":1,"error":{"code":1}}',
    '{"result":1}',
    '',
    'no JSON',
  ])
    expect(isDone(other), other).toBe(false);
});
