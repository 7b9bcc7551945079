import { expect, test } from 'vitest';

import { errorCodes, errors, type ErrorCode } from '../../../shared/errors.ts';
import { gatewayErrors } from '../../../shared/errors/gateway.ts';
import { statelessVersions } from '../../../shared/mcp/era.ts';
import { farewellEvent, rpcRefusal } from '../../../shared/mcp/refusal.ts';

const gatewayCodes = errorCodes.filter((code) => code in gatewayErrors);
const apiOnly = errorCodes.filter((code) => !('rpc' in errors[code]));

/** The one event of `text`, as a client reads server-sent events. */
function readEvent(text: string): { name: string; message: unknown } {
  const [first, second, ...rest] = text.split('\n');
  expect(rest).toEqual(['', '']);
  const name = first?.replace(/^event: /, '') ?? '';
  return { name, message: JSON.parse(second?.replace(/^data: /, '') ?? '') };
}

test.each(gatewayCodes)('%s is told with its number, its code and what to do next', (code) => {
  const { rpc, title, hint } = gatewayErrors[code as keyof typeof gatewayErrors]; // Filtered by that table.
  expect(rpcRefusal(code, 7)).toMatchObject({
    jsonrpc: '2.0',
    id: 7,
    error: { code: rpc, message: `${title}. ${hint}`, data: { code, hint } },
  });
});

test.each(apiOnly)('%s never reaches a client of the gateway: it is told as internal', (code) => {
  expect(rpcRefusal(code, 'a')).toEqual(rpcRefusal('internal', 'a'));
  expect(rpcRefusal(code, 'a').error.code).toBe(-32603);
});

test('there are codes of either kind', () => {
  expect(gatewayCodes).toHaveLength(Object.keys(gatewayErrors).length);
  expect(apiOnly).toContain('key_active');
});

test.each([7, 0, -1, '', 'a', null])('the refusal belongs to the id %j', (id) => {
  expect(rpcRefusal('key_disabled', id)).toMatchObject({ id });
});

test('a version that we do not know is answered with those that we do', () => {
  expect(rpcRefusal('unsupported_version', 1).error.data).toMatchObject({ supported: statelessVersions });
  expect(rpcRefusal('header_mismatch', 1).error.data).not.toHaveProperty('supported');
});

test.each<ErrorCode>(['key_disabled', 'session_ended', 'upstream_unreachable'])(
  'the farewell of %s answers the open request, so that it fails at once',
  (code) => {
    for (const id of [0, 7, '', 'two\nlines\u2028']) {
      expect(readEvent(farewellEvent(code, id))).toEqual({ name: 'message', message: rpcRefusal(code, id) });
    }
  },
);

test('the farewell of a stream that answers no request is a log message', () => {
  expect(readEvent(farewellEvent('session_ended', null))).toEqual({
    name: 'message',
    message: {
      jsonrpc: '2.0',
      method: 'notifications/message',
      params: { level: 'error', logger: 'keyharbor', data: rpcRefusal('session_ended', null).error },
    },
  });
});

test('what there is to know beyond the code is in the data, and cannot replace code or hint', () => {
  const { error } = rpcRefusal('rate_limited', 7, {
    limit: 'callsPerMinute',
    quota: 5,
    code: 'other',
    hint: 'x',
  });
  const { hint } = errors.rate_limited;
  expect(error.data).toEqual({ limit: 'callsPerMinute', quota: 5, code: 'rate_limited', hint });
  expect(farewellEvent('session_ended', 7, { reason: 'idle' })).toContain('"reason":"idle"');
});
