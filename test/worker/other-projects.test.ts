import { toJsonSchema } from '@valibot/to-json-schema';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';

import { contract, operationNames, type OperationName } from '../../shared/api/contract.ts';
import type { Client } from '../../shared/api/client.ts';
import { api, callStateless } from './support/calls.ts';
import { codeOf } from './support/code-of.ts';
import { givenToken } from './support/people.ts';
import { givenProject, policyFields, type Ids } from './support/projects.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** Ids of the right form that nobody made. */
const unknown = {
  image: 'imgc-0123456789abcdefg',
  policy: 'pol_0123456789abcdef',
  key: 'key_0123456789abcdef',
  ticket: 'tkt_0123456789a',
  delivery: `msg_${'0'.repeat(32)}`,
};
type Named = typeof unknown;

/** Each operation that names something beside what it is about: asked of `own`, naming what is in `named`. */
const asks: Readonly<Record<string, (by: Client, own: Ids, named: Named) => Promise<unknown>>> = {
  'createTicket /image': (by, { key: id }, { image }) => by.createTicket({ id, image, label: 'x' }),
  'renameTicket /ticket': (by, { key: id }, { ticket }) => by.renameTicket({ id, ticket, label: 'x' }),
  'revokeTicket /ticket': (by, { key: id }, { ticket }) => by.revokeTicket({ id, ticket }),
  'revealTicket /ticket': (by, { key: id }, { ticket }) => by.revealTicket({ id, ticket }),
  'createKey /images': (by, { project }, { image }) =>
    by.createKey({ project, name: 'new', images: [image] }),
  'createKey /policyId': (by, { project }, { policy }) =>
    by.createKey({ project, name: 'new', policyId: policy }),
  'editKey /images': (by, { key: id }, { image }) => by.editKey({ id, images: [image] }),
  'assignPolicy /policyId': (by, { key: id }, { policy }) => by.assignPolicy({ id, policyId: policy }),
  'readAddress /image': (by, { key: id }, { image }) => by.readAddress({ id, image }),
  'createPolicy /images': (by, { project }, { image }) =>
    by.createPolicy({ project, ...policyFields, name: 'new', images: [image] }),
  'editPolicy /images': (by, { policy: id }, { image }) => by.editPolicy({ id, images: [image] }),
  'replayDelivery /delivery': (by, { webhook: id }, { delivery }) => by.replayDelivery({ id, delivery }),
  'createSiteRule /image': (by, { project }, { image }) =>
    by.createSiteRule({ project, pattern: 'https://b.example/*', image }),
  'createSiteRule /keyId': (by, { project }, { key: keyId }) =>
    by.createSiteRule({ project, pattern: 'https://b.example/*', image: 'linux_latest', keyId }),
  'editSiteRule /image': (by, { rule: id }, { image }) => by.editSiteRule({ id, image }),
  'editSiteRule /keyId': (by, { rule: id }, { key: keyId }) => by.editSiteRule({ id, keyId }),
};

/** What is about nothing else: the thing itself, its project, filters of lists, and what asks whether something fits. */
const isItself = (place: string) => /^\/(?:id|project|policy|filter\/\w+)$/.test(place);
const elsewhere = [
  'verifyKey /image', // Says what a call would come to, below.
  'testKey /image', // The same, and asks.
  'tryPolicy /images',
  'tryPolicy /policyId', // Each of the three is what the trial is about, and nothing comes of it.
  'tryPolicy /keyIds',
  'runBulk /command/policyId', // The same as assignPolicy, key by key.
  'runBulk /ids', // As if each were asked by itself.
  'createToken /projects', // People are of no project: see the tests of tokens and people.
  'editPerson /grants/project',
  'invitePerson /grants/project',
];

interface Schema {
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Where a schema takes an id, as JSON pointers without the places in lists. */
function idsIn({ pattern, items, properties = {}, anyOf = [], oneOf = [] }: Schema, at = ''): string[] {
  if (pattern !== undefined) return /^\^(?:[a-z]{3}_|\[a-z\]\[a-z0-9_)/.test(pattern) ? [at] : [];
  const below = Object.entries(properties).flatMap(([name, schema]) => idsIn(schema, `${at}/${name}`));
  return [...below, ...[items, ...anyOf, ...oneOf].flatMap((schema) => (schema ? idsIn(schema, at) : []))];
}

test('every operation that names something beside what it is about is asked here', () => {
  // What a list is asked for are filters: nothing is found.
  const isList = (name: OperationName) =>
    contract[name].method === 'GET' && !contract[name].path.includes(':');
  const named = operationNames.flatMap((name) => {
    if (isList(name)) return [];
    const schema = toJsonSchema(contract[name].input, { errorMode: 'ignore', typeMode: 'input' });
    const places = idsIn(schema as Schema).filter((place) => !isItself(place)); // JSON Schema, as far as we read it.
    return [...new Set(places)].map((place) => `${name} ${place}`);
  });
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((each) => !(each in asks) && !elsewhere.includes(each))).toEqual([]);
});

let own: Ids;
let other: Ids;
/** Somebody with a role in `own`, and none elsewhere. */
let admin: Client;
beforeAll(async () => {
  own = await givenProject('own');
  other = await givenProject('other');
  admin = (await givenToken([{ role: 'admin', project: own.project }])).api;
});

test.each(Object.entries(asks))('%s of another project looks as if there were none', async (_, ask) => {
  const [foreign, none] = [await codeOf(ask(api, own, other)), await codeOf(ask(api, own, unknown))];
  expect(foreign).toBe(none);
  expect(foreign).toMatch(/_not_found$/);
});

test.each(Object.entries(asks))(
  '%s looks so to whoever has a role in one project only, too',
  async (_, ask) => {
    const [foreign, none] = [await codeOf(ask(admin, own, other)), await codeOf(ask(admin, own, unknown))];
    expect(foreign).toBe(none);
    expect(foreign).toMatch(/_not_found$/);
  },
);

test('what is of the same project is taken', async () => {
  for (const name of [
    'createTicket /image',
    'editKey /images',
    'editPolicy /images',
    'createSiteRule /keyId',
  ])
    expect([name, await codeOf(asks[name]?.(api, own, own) ?? Promise.reject(new Error(name)))]).toEqual([
      name,
      'answered',
    ]);
});

test('a key opens no image of another project, and verifying says so', async () => {
  const { key, secret } = await api.createKey({ project: own.project, name: 'stranger' });
  givenUpstream();
  expect((await callStateless({ secret, image: own.image })).status).toBe(200);
  const refused = await callStateless({ secret, image: other.image });
  expect(await refused.json()).toMatchObject({ error: { data: { code: 'image_not_allowed' } } });
  expect(await api.verifyKey({ credential: secret, image: own.image })).toMatchObject({ passes: true });
  expect(await api.verifyKey({ credential: secret, image: other.image })).toMatchObject({
    passes: false,
    code: 'image_not_allowed',
  });
  expect(await api.testKey({ id: key.id, image: own.image })).toMatchObject({ code: null });
  expect(await api.testKey({ id: key.id, image: other.image })).toMatchObject({ code: 'image_not_allowed' });
  const { keys } = await api.listKeys({ project: own.project, policy: other.policy });
  expect(keys.map(({ id }) => id)).not.toContain(key.id);
});
