import { parse } from 'smol-toml';
import { expect, test } from 'vitest';

import { readText } from './sources.ts';

const text = readText('wrangler.toml');
const config = parse(text);

/** What the types of the Worker say that it is given. */
const [env = ''] = /interface Env \{[\s\S]*?\n {2}\}/.exec(readText('worker/env.d.ts')) ?? [];
const texts = [...env.matchAll(/^ {4}(\w+): string;/gm)].map(([, name = '']) => name).toSorted();

test('only the deployment’s own host serves: neither workers.dev nor previews do', () => {
  expect(config).toMatchObject({ workers_dev: false, preview_urls: false });
});

test('the platform logs no request and no query, which could hold a ticket', () => {
  expect(config['observability']).toMatchObject({
    redact_query_string: true,
    logs: { invocation_logs: false },
  });
});

test('calls leave the platform as any other, and nothing is told of who deploys', () => {
  expect(config['compatibility_flags']).toContain('global_fetch_strictly_public');
  expect(config['send_metrics']).toBe(false);
});

test('every secret is required and has no value here, and every setting is one or the other', () => {
  const { secrets, vars } = config as { secrets: { required: string[] }; vars: Record<string, string> };
  expect([...secrets.required, ...Object.keys(vars)].toSorted()).toEqual(texts);
  expect(secrets.required).toEqual(expect.arrayContaining(['MASTER_1', 'KID_SECRET', 'UPSTREAM_TOKEN']));
  for (const name of secrets.required) expect(text).not.toMatch(new RegExp(`${name}\\s*=`));
  expect(vars['OUTBOUND_LOCAL']).toBe('no');
});
