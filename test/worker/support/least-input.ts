import { contract, type OperationName } from '../../../shared/api/contract.ts';
import type { Operation } from '../../../shared/api/operations/operation.ts';
import { sessionIdFor } from '../../../shared/session/session.ts';
import { rowOf } from './access-matrix.ts';
import type { Ids } from './projects.ts';

const nobody = '0'.repeat(22);

/** A right value for each field that must not be left out and names nothing. */
const samples = {
  name: 'x',
  code: 'BBBB-BBBB',
  title: 'x',
  label: 'x',
  text: 'x',
  credential: 'x',
  apiKey: 'akm-12345678',
  region: 'intl',
  image: 'linux_latest',
  images: 'all',
  environment: 'code',
  url: 'https://mcp.example/mcp',
  release: null,
  maxRunMinutes: 10,
  pattern: 'https://a.example/*',
  events: ['key.created'],
  overlapSeconds: 0,
  version: 1,
  from: '1',
  to: '1',
  lines: ['{}'],
  leaks: [{ token: 'x' }],
  command: { do: 'enable' },
  actions: ['keys.read'],
  grants: [],
};

/** Where a field means something else. */
const others: Readonly<Record<string, object>> = {
  '/v1/usage': { from: '2026-11-24', to: '2026-11-25' },
  '/v1/images': { credential: null },
  '/v1/images/:id': { credential: null },
};

/** The least that an operation takes, about things of one project. */
export function leastInput(name: OperationName, ids: Ids): object {
  const { path, input }: Operation = contract[name];
  const named = { id: idOf(path, ids), ticket: ids.ticket, delivery: ids.delivery, project: ids.project };
  const values = { ...samples, ...others[path], ...named, policyId: ids.policy, ids: [ids.key] };
  const fields = Object.keys('entries' in input ? (input.entries as object) : {}); // Every input is an object schema.
  const isLeft = (field: string) => field === 'project' && rowOf(name).at === 'anywhere';
  return Object.fromEntries(
    Object.entries(values).filter(([field]) => fields.includes(field) && !isLeft(field)),
  );
}

/** What names the thing that an operation is about, by the start of its path. */
function idOf(path: string, ids: Ids): string {
  const all: Readonly<Record<string, string>> = {
    projects: ids.project,
    policies: ids.policy,
    images: ids.image,
    webhooks: ids.webhook,
    'site-rules': ids.rule,
    sessions: sessionIdFor(ids.key, nobody),
    people: `usr_${nobody}`,
    devices: `dev_${nobody}`,
    'page-sessions': nobody,
    tokens: `tok_${'0'.repeat(16)}`,
    invitations: `inv_${nobody}`,
  };
  return all[path.split('/')[2] ?? ''] ?? ids.key;
}
