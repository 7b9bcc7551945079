import { expect, test } from 'vitest';

import { errorCodes, errors, isErrorCode, type ErrorCode } from '../../shared/errors.ts';
import { apiErrors } from '../../shared/errors/api.ts';
import type { ErrorEntry } from '../../shared/errors/entry.ts';
import { gatewayErrors } from '../../shared/errors/gateway.ts';
import { requestErrors } from '../../shared/errors/request.ts';
import { signInErrors } from '../../shared/errors/sign-in.ts';

const entries: readonly (readonly [ErrorCode, ErrorEntry])[] = errorCodes.map((code) => [code, errors[code]]);
const withRpc = entries.flatMap(([code, { rpc, status }]) =>
  rpc === undefined ? [] : [{ code, rpc, status }],
);

/** The JSON-RPC codes that JSON-RPC 2.0 and MCP give a meaning to, as we use them. */
const reserved = new Set([-32700, -32600, -32601, -32602, -32603, -32020, -32022]);

test.each(entries)('%s says in its title what is wrong and in its hint what to do next', (code, entry) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(entry.title).toMatch(/^\S.*[^.\s]$/);
  expect(entry.hint).toMatch(/^\S.*\.$/);
  expect(entry.hint).not.toBe(entry.title);
});

test('no two catalogues give one code', () => {
  const all = [gatewayErrors, requestErrors, apiErrors, signInErrors].flatMap((catalogue) =>
    Object.keys(catalogue),
  );
  expect(all.toSorted()).toEqual(errorCodes.toSorted());
});

test.each(entries)('%s has the status of a refusal', (_, { status, rpc }) => {
  const isFailureOfTheCallOnly = status === 200 && rpc !== undefined;
  expect(isFailureOfTheCallOnly || (status >= 400 && status < 600)).toBe(true);
});

test('management API refusals are never told as a success', () => {
  for (const { status } of Object.values({ ...apiErrors, ...requestErrors }))
    expect(status).toBeGreaterThanOrEqual(400);
});

test('every refusal of the gateway can be told in JSON-RPC, under a number of its own', () => {
  for (const [code, entry] of Object.entries(gatewayErrors)) expect(entry.rpc, code).toBeTypeOf('number');
  const own = withRpc.filter(({ rpc }) => rpc > 0); // What others gave a meaning to has that meaning for each of ours.
  expect(new Set(own.map(({ rpc }) => rpc)).size).toBe(own.length);
});

test('no number is of the range that MCP discourages, or reserved for something else', () => {
  for (const { code, rpc } of withRpc) {
    expect(rpc <= -32000 && rpc >= -32019, code).toBe(false);
    expect(reserved.has(rpc) || rpc > 0, code).toBe(true);
  }
});

test('a number of our own starts with the status it stands for', () => {
  for (const { code, rpc, status } of withRpc.filter((each) => each.rpc > 0)) {
    const meant = Math.floor(rpc / 100);
    // An answer of 200 hides the upstream's 5xx, and what concerns one request alone: it must not look like a broken connection. A session that ended under its client is gone (410), and is
    // sent as 403 because clients take a 404 or 410 for a reason to reconnect silently.
    const expected = status === 200 ? [403, 422, 502, 503, 504] : code === 'session_ended' ? [410] : [status];
    expect(expected, code).toContain(meant);
  }
});

test('only codes of the catalogue are codes', () => {
  for (const code of errorCodes) expect(isErrorCode(code)).toBe(true);
  for (const other of ['offline', '', 'toString', '__proto__', 'KEY_DELETED', null, undefined, 7])
    expect(isErrorCode(other), String(other)).toBe(false);
});
