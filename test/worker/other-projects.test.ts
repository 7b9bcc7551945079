import { toJsonSchema } from '@valibot/to-json-schema';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';

import { contract, operationNames, type OperationName } from '../../shared/api/contract.ts';
import { api, callStateless } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

/** A project with one of everything that another operation can name. */
async function givenProject(name: string) {
  const { id: project } = await api.createProject({ name });
  const { image } = await api.createImage({
    project,
    title: name,
    environment: 'code',
    url: 'https://mcp.example/mcp',
  });
  const policy = await api.createPolicy({ project, ...policyFields });
  const { key } = await api.createKey({ project, name });
  const ticket = await api.createTicket({ id: key.id, image: 'linux_latest', label: name });
  const { id: rule } = await api.createSiteRule({
    project,
    pattern: 'https://a.example/*',
    image: 'linux_latest',
  });
  const { webhook } = await api.createWebhook({
    project,
    url: 'https://hooks.example/',
    events: ['key.created'],
  });
  await api.testWebhook({ id: webhook.id });
  const [delivery] = (await api.listDeliveries({ id: webhook.id })).deliveries;
  return {
    project,
    image: image.id,
    policy: policy.id,
    key: key.id,
    ticket: ticket.ticket.id,
    rule,
    webhook: webhook.id,
    delivery: delivery?.id ?? '',
  };
}
type Ids = Awaited<ReturnType<typeof givenProject>>;

const policyFields = { name: 'linux', images: ['linux_latest'], release: null, maxRunMinutes: 10 };

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
const asks: Readonly<Record<string, (own: Ids, named: Named) => Promise<unknown>>> = {
  'createTicket /image': ({ key: id }, { image }) => api.createTicket({ id, image, label: 'x' }),
  'renameTicket /ticket': ({ key: id }, { ticket }) => api.renameTicket({ id, ticket, label: 'x' }),
  'revokeTicket /ticket': ({ key: id }, { ticket }) => api.revokeTicket({ id, ticket }),
  'revealTicket /ticket': ({ key: id }, { ticket }) => api.revealTicket({ id, ticket }),
  'createKey /images': ({ project }, { image }) => api.createKey({ project, name: 'new', images: [image] }),
  'createKey /policyId': ({ project }, { policy }) =>
    api.createKey({ project, name: 'new', policyId: policy }),
  'editKey /images': ({ key: id }, { image }) => api.editKey({ id, images: [image] }),
  'assignPolicy /policyId': ({ key: id }, { policy }) => api.assignPolicy({ id, policyId: policy }),
  'readAddress /image': ({ key: id }, { image }) => api.readAddress({ id, image }),
  'createPolicy /images': ({ project }, { image }) =>
    api.createPolicy({ project, ...policyFields, name: 'new', images: [image] }),
  'editPolicy /images': ({ policy: id }, { image }) => api.editPolicy({ id, images: [image] }),
  'replayDelivery /delivery': ({ webhook: id }, { delivery }) => api.replayDelivery({ id, delivery }),
  'createSiteRule /image': ({ project }, { image }) =>
    api.createSiteRule({ project, pattern: 'https://b.example/*', image }),
  'createSiteRule /keyId': ({ project }, { key: keyId }) =>
    api.createSiteRule({ project, pattern: 'https://b.example/*', image: 'linux_latest', keyId }),
  'editSiteRule /image': ({ rule: id }, { image }) => api.editSiteRule({ id, image }),
  'editSiteRule /keyId': ({ rule: id }, { key: keyId }) => api.editSiteRule({ id, keyId }),
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

async function codeOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );
}

let own: Ids;
let other: Ids;
beforeAll(async () => {
  own = await givenProject('own');
  other = await givenProject('other');
});

test.each(Object.entries(asks))('%s of another project looks as if there were none', async (_, ask) => {
  const [foreign, none] = [await codeOf(ask(own, other)), await codeOf(ask(own, unknown))];
  expect(foreign).toBe(none);
  expect(foreign).toMatch(/_not_found$/);
});

test('what is of the same project is taken', async () => {
  for (const name of [
    'createTicket /image',
    'editKey /images',
    'editPolicy /images',
    'createSiteRule /keyId',
  ])
    expect([name, await codeOf(asks[name]?.(own, own) ?? Promise.reject(new Error(name)))]).toEqual([
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
