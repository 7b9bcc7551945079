import * as v from 'valibot';
import { expect, test } from 'vitest';

import { contract, operationNames } from '../../../shared/api/contract.ts';
import type { Operation } from '../../../shared/api/operations/operation.ts';

const id = 'key_0123456789abcdef';
const operations = operationNames.map((name) => ({ name, ...(contract[name] as Operation) }));
const parameters = (path: string) => Array.from(path.matchAll(/:(\w+)/g), ([, name]) => name ?? '');
const objects = (schema: unknown) => schema as { readonly entries: Record<string, v.GenericSchema> }; // Each is one.

test('every operation has a place of its own', () => {
  const places = operations.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
  expect(new Set(places).size).toBe(places.length);
});

test('no place is hidden behind a parameter that stands before it', () => {
  for (const { name, method, path } of operations) {
    const concrete = path.replace(/:\w+/g, id);
    const takes = (each: Operation) =>
      each.method === method && new RegExp(`^${each.path.replace(/:\w+/g, '[^/]+')}$`).test(concrete);
    expect(operations.find(takes)?.name).toBe(name);
  }
});

test.each(operations)('$name checks every parameter of its path', ({ path, input }) => {
  const { entries } = objects(input);
  for (const parameter of parameters(path)) {
    expect(entries[parameter]).toBeDefined();
    for (const wrong of ['', '..', 'a/b', 'x'])
      expect(v.safeParse(entries[parameter] ?? v.any(), wrong).success).toBe(false);
  }
});

/** A right value for each field that must not be left out. */
const samples = {
  lines: ['{}'],
  command: { do: 'enable' },
  name: 'laptop',
  code: 'WDJB-MJHT',
  image: 'linux_latest',
  policyId: 'pol_default',
  version: 1,
  from: '1',
  to: '2',
  label: 'cursor',
  credential: 'x',
  text: 'x',
  leaks: [{ token: 'x' }],
  ticket: 'tkt_0123456789a',
  images: 'all',
  release: null,
  maxRunMinutes: 60,
  overlapSeconds: 0,
  pattern: 'https://a.example/*',
  title: 'Staging',
  environment: 'linux',
  url: 'https://mcp.vendor.com/mcp',
  apiKey: 'akm-12345678',
  region: 'intl',
  events: ['key.created'],
  delivery: `msg_${'0'.repeat(32)}`,
  actions: ['keys.read'],
  grants: [],
};

/** Whose ids are no keys'. */
const ids = {
  '/v1/sessions': `ses_${'0'.repeat(38)}`,
  '/v1/policies': 'pol_default',
  '/v1/projects': 'prj_a',
  '/v1/images': 'linux_latest',
  '/v1/webhooks': `whk_${'0'.repeat(22)}`,
  '/v1/site-rules': `rul_${'0'.repeat(22)}`,
  '/v1/page-sessions': '0'.repeat(22),
  '/v1/devices': `dev_${'0'.repeat(22)}`,
  '/v1/invitations': `inv_${'0'.repeat(22)}`,
  '/v1/people': `usr_${'0'.repeat(22)}`,
  '/v1/tokens': `tok_${'0'.repeat(16)}`,
};
const days = { from: '2026-11-24', to: '2026-11-25' };

test.each(operations)('$name takes nothing that it does not know', ({ path, input, ifMatch }) => {
  const named = Object.entries(ids).find(([start]) => path.startsWith(start))?.[1] ?? id;
  const credential = path.startsWith('/v1/images') ? null : samples.credential; // Of an upstream, not of ours.
  const known = Object.entries({ ...samples, credential, id: named, ...(path === '/v1/usage' && days) });
  const right = Object.fromEntries(known.filter(([field]) => field in objects(input).entries));
  expect(v.safeParse(input, right).success).toBe(true);
  const strays = ['status', 'projectId', 'secret', 'ID'];
  for (const stray of ifMatch ? strays : [...strays, 'rev'])
    expect(v.safeParse(input, { ...right, [stray]: 1 }).success, stray).toBe(false);
});

test.each(operations)('$name says in one sentence what it does', ({ summary }) => {
  expect(summary).toMatch(/^[A-Z].{8,158}\.$/);
});

test.each(operations)(
  '$name has a revision in its input exactly where If-Match tells it',
  ({ input, ifMatch }) => {
    expect('rev' in objects(input).entries).toBe(ifMatch === true);
  },
);

test('what tells a secret and is idempotent says how it is told again', () => {
  for (const { name, output, idempotent, replayed } of operations)
    if (idempotent && 'secret' in objects(output).entries)
      expect(v.safeParse(objects(replayed).entries['secret'] ?? v.any(), 'khk_').success, name).toBe(false);
});

test('whatever creates is idempotent', () => {
  for (const { name, idempotent = false } of operations)
    if (name.startsWith('create')) expect(idempotent, name).toBe(true);
});

test.each(operations)('$name reads with GET and changes with anything else', ({ name, method }) => {
  expect(method === 'GET').toBe(/^(read|list)/.test(name));
});

test('creating answers 201, everything else 200', () => {
  for (const { name, status = 200 } of operations)
    expect(status).toBe(/^(create|start)/.test(name) ? 201 : 200);
});

test.each([
  ['1', true],
  ['100', true],
  ['10', true],
  ['99', true],
  ['0', false],
  ['101', false],
  ['01', false],
  ['1e1', false],
  ['-1', false],
  ['', false],
  [' 1', false],
  [10, false],
])('a page of %j keys: %s', (limit, isTaken) => {
  expect(v.safeParse(contract.listKeys.input, { limit }).success).toBe(isTaken);
});

test('a page has 25 keys where nothing else is asked for', () => {
  expect(v.parse(contract.listKeys.input, {})).toMatchObject({ limit: 25 });
});

test('only setting up, inviting, showing, creating and rotating answer with a secret', () => {
  const tells = operations
    .filter(({ output }) => 'secret' in objects(output).entries)
    .map(({ name }) => name);
  const ofKeys = ['createTicket', 'revealTicket', 'createKey', 'revealKey', 'rotateKey'];
  expect(tells).toEqual([
    'setUp',
    'createToken',
    'invitePerson',
    ...ofKeys,
    'createWebhook',
    'rotateWebhookSecret',
  ]);
});
