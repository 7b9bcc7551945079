import { expect, test } from 'vitest';

import { readEnvelope, type Envelope } from '../../../shared/mcp/envelope.ts';
import { eraOf, legacyVersions } from '../../../shared/mcp/era.ts';
import { ok, refuse, type Result } from '../../../shared/result.ts';

const newest = '2026-07-28';
const none = { version: null, method: null, name: null };
const versioned = (version: unknown) => ({ _meta: { 'io.modelcontextprotocol/protocolVersion': version } });

function message(content: object): Envelope {
  const read = readEnvelope(new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', ...content })));
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

/** A right call of the stateless era, but for what `change` says. */
function statelessCall(change: { headers?: object; params?: object; method?: string }): Result<string> {
  const { method = 'tools/call' } = change;
  const params = { name: 'sum', ...versioned(newest), ...change.params };
  const headers = { version: newest, method, name: 'sum', ...change.headers };
  return eraOf(headers, message({ id: 1, method, params }));
}

const notification = (params: object) => message({ method: 'notifications/cancelled', params });
const wrap = (text: string) => `=?base64?${Buffer.from(text).toString('base64')}?=`;

test('a message without a version header is legacy: old clients leave it out', () => {
  expect(eraOf(none, message({ id: 1, method: 'initialize', params: {} }))).toEqual(ok('legacy'));
  expect(eraOf({ ...none, version: '' }, message({ id: 1, method: 'ping' }))).toEqual(ok('legacy'));
});

test.each([...legacyVersions, '2024-11-05'])('a message of %s is legacy', (version) => {
  expect(eraOf({ ...none, version }, message({ id: 1, method: 'tools/list' }))).toEqual(ok('legacy'));
  expect(eraOf({ ...none, version }, message({ id: 1, result: {} }))).toEqual(ok('legacy'));
  expect(eraOf({ ...none, version }, message({ method: 'notifications/initialized' }))).toEqual(ok('legacy'));
});

test.each([null, ...legacyVersions])('a body of the new era under the header %s is a lie', (version) => {
  for (const declared of [newest, '2025-11-25', '', null, 7]) {
    const call = message({ id: 1, method: 'tools/list', params: versioned(declared) });
    expect(eraOf({ ...none, version }, call)).toEqual(refuse('header_mismatch'));
  }
});

test('headers of the new era that an older client sends all the same may not contradict its body either', () => {
  const call = message({ id: 1, method: 'tools/call', params: { name: 'sum' } });
  for (const version of [null, ...legacyVersions]) {
    expect(eraOf({ version, method: 'tools/call', name: 'sum' }, call)).toEqual(ok('legacy'));
    for (const lie of [
      { method: 'tools/list' },
      { method: '' },
      { name: 'delete' },
      { name: wrap('delete') },
    ])
      expect(eraOf({ ...none, version, ...lie }, call)).toEqual(refuse('header_mismatch'));
  }
  expect(eraOf({ ...none, name: 'delete' }, message({ id: 1, method: 'ping' }))).toEqual(
    refuse('header_mismatch'),
  );
});

test('a call whose headers repeat its body is of the stateless era', () => {
  expect(statelessCall({})).toEqual(ok('stateless'));
  expect(statelessCall({ method: 'prompts/get' })).toEqual(ok('stateless'));
  expect(statelessCall({ method: 'tools/list', headers: { name: null } })).toEqual(ok('stateless'));
  const resource = { method: 'resources/read', params: { uri: 'file:///a' }, headers: { name: 'file:///a' } };
  expect(statelessCall(resource)).toEqual(ok('stateless'));
});

test.each(['2026-07-29', '2027-01-01', '2026-08', 'draft', '9', '2026-07-28 ', '2026-07-28-rc'])(
  'the version %s is newer than we know',
  (version) => {
    const refused = statelessCall({ headers: { version }, params: versioned(version) });
    const requested = version.includes(' ') ? undefined : { requested: version };
    expect(refused).toEqual(refuse('unsupported_version', requested));
  },
);

test.each([
  ['method is missing', { headers: { method: null } }],
  ['method is another', { headers: { method: 'tools/list' } }],
  ['method is spelt differently', { headers: { method: 'Tools/Call' } }],
  ['method is empty', { headers: { method: '' } }],
  ['name is missing', { headers: { name: null } }],
  ['name is another', { headers: { name: 'delete' } }],
  ['name is spelt differently', { headers: { name: 'Sum' } }],
  ['name is empty', { headers: { name: '' } }],
  ['name has a space around', { headers: { name: 'sum ' } }],
  ['name wraps another', { headers: { name: wrap('delete') } }],
  ['name wraps bad base64', { headers: { name: '=?base64?A?=' } }],
  ['name wraps no UTF-8', { params: { name: '\ufffd' }, headers: { name: '=?base64?/w==?=' } }],
  ['name wraps a byte order mark', { headers: { name: wrap('\ufeffsum') } }],
  ['name is wrapped in another way', { headers: { name: wrap('sum').replace('base64', 'BASE64') } }],
  ['name is wrapped behind something', { headers: { name: `x${wrap('sum')}` } }],
  ['name is wrapped and more', { headers: { name: `${wrap('sum')}x` } }],
  ['body names a number', { params: { name: 7 }, headers: { name: '7' } }],
  ['body names null', { params: { name: null }, headers: { name: 'null' } }],
  ['body is of another version', { params: versioned('2025-11-25') }],
  ['body has the version as a list', { params: versioned([newest]) }],
  ['resource is another', { method: 'resources/read', params: { uri: 'a' }, headers: { name: 'b' } }],
  ['resource has the header of a tool', { method: 'resources/read', params: { uri: 'a' } }],
])('a call is refused where its %s', (_, change) => {
  expect(statelessCall(change)).toEqual(refuse('header_mismatch'));
});

test.each([{}, null, undefined, 'text'])('a call with the _meta %j lacks its version', (meta) => {
  expect(statelessCall({ params: { _meta: meta } })).toEqual(refuse('invalid_params'));
});

test('a name that no header can hold is wrapped in base64, and compared by what is inside', () => {
  for (const name of ['sum', '', 'größe', '计算', '=?base64?c3Vt?=', 'a\nb', '😀'])
    expect(statelessCall({ params: { name }, headers: { name: wrap(name) } }), name).toEqual(ok('stateless'));
  expect(statelessCall({ params: { name: 'sum' }, headers: { name: '=?base64?c3Vt?=' } })).toEqual(
    ok('stateless'),
  );
});

test('a header that is wrapped means what is inside, never itself', () => {
  const name = wrap('sum');
  expect(statelessCall({ params: { name }, headers: { name } })).toEqual(refuse('header_mismatch'));
});

test('a notification may leave the version to the header, but may not contradict it', () => {
  const headers = { version: newest, method: 'notifications/cancelled', name: null };
  expect(eraOf(headers, notification({}))).toEqual(ok('stateless'));
  expect(eraOf(headers, notification(versioned(newest)))).toEqual(ok('stateless'));
  expect(eraOf(headers, notification(versioned('2025-11-25')))).toEqual(refuse('header_mismatch'));
  expect(eraOf({ ...headers, method: null }, notification({}))).toEqual(refuse('header_mismatch'));
});

test('nobody answers a server in the stateless era: it asks nothing', () => {
  const headers = { version: newest, method: '', name: null };
  expect(eraOf(headers, message({ id: 1, result: {} }))).toEqual(refuse('invalid_envelope'));
});

test.each(['tools/call', 'tools/list'])(
  'a name in the headers that the body does not bear out is refused: %s',
  (method) => {
    const params = { _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } };
    const headers = { version: '2026-07-28', method, name: 'delete_all' };
    expect(eraOf(headers, { kind: 'request', id: 1, method, params })).toEqual(refuse('header_mismatch'));
    const borne = { ...params, taskId: 'delete_all' };
    expect(eraOf(headers, { kind: 'request', id: 1, method, params: borne })).toEqual(ok('stateless'));
  },
);

test.each(['initialize', 'ping', 'logging/setLevel', 'resources/subscribe', 'resources/unsubscribe'])(
  'the stateless era has no %s',
  (method) => {
    expect(statelessCall({ method, headers: { name: null } })).toEqual(refuse('method_not_found'));
    expect(eraOf(none, message({ id: 1, method }))).toEqual(ok('legacy'));
  },
);
