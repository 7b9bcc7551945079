import { expect, test } from 'vitest';

import { checkOutboundUrl, type OutboundRules } from '../../shared/outbound-url.ts';
import { refuse } from '../../shared/result.ts';

const rules: OutboundRules = { gateway: 'https://keys.example.com', hosts: [], local: false };
const forbidden = refuse('upstream_url_forbidden');

test.each([
  'https://mcp.vendor.com/mcp',
  'https://mcp.vendor.com:443/mcp?IMAGEID=linux_latest',
  'https://agentbay-intl.wuying.aliyuncs.com/v2/mcp?IMAGEID=windows_latest',
  'https://a.b.c.vendor.co.uk',
  'https://xn--bcher-kva.example.org/mcp',
  'https://1password.com/mcp',
  'https://127.0.0.1.vendor-10.com/mcp'.replace('127.0.0.1.', 'v1-2-3.'),
])('%s may be called', (url) => {
  expect(checkOutboundUrl(url, rules)).toMatchObject({ ok: true, value: { href: new URL(url).href } });
});

test.each([
  // Not https on its own port
  'http://mcp.vendor.com/mcp',
  'ws://mcp.vendor.com/mcp',
  'wss://mcp.vendor.com/mcp',
  'ftp://mcp.vendor.com/mcp',
  'file:///etc/passwd',
  'data:text/plain,hello',
  'javascript:alert(1)',
  'gopher://mcp.vendor.com/',
  'https://mcp.vendor.com:8443/mcp',
  'https://mcp.vendor.com:80/mcp',
  'https://mcp.vendor.com:22/',
  // User-info
  'https://user@mcp.vendor.com/mcp',
  'https://user:word@mcp.vendor.com/mcp',
  'https://:word@mcp.vendor.com/mcp',
  'https://mcp.vendor.com@127.0.0.1/mcp',
  // Addresses, in every spelling
  'https://127.0.0.1/mcp',
  'https://127.0.0.1:443/mcp',
  'https://127.1/mcp',
  'https://127.0.1/mcp',
  'https://2130706433/mcp',
  'https://0x7f.1/mcp',
  'https://0x7f000001/mcp',
  'https://0177.0.0.1/mcp',
  'https://017700000001/mcp',
  'https://127.0.0.1./mcp',
  'https://%31%32%37.0.0.1/mcp',
  'https://１２７.0.0.1/mcp',
  'https://①②⑦.⓪.⓪.①/mcp',
  'https://127。0。0。1/mcp',
  'https://0/mcp',
  'https://0.0.0.0/mcp',
  'https://10.0.0.8/mcp',
  'https://172.16.3.4/mcp',
  'https://192.168.1.1/mcp',
  'https://169.254.169.254/latest/meta-data',
  'https://100.100.100.200/latest/meta-data',
  'https://8.8.8.8/mcp',
  'https://255.255.255.255/mcp',
  'https://[::1]/mcp',
  'https://[::]/mcp',
  'https://[::ffff:127.0.0.1]/mcp',
  'https://[::ffff:7f00:1]/mcp',
  'https://[64:ff9b::7f00:1]/mcp',
  'https://[fd00:ec2::254]/mcp',
  'https://[fe80::1]/mcp',
  'https://[2001:4860:4860::8888]/mcp',
  // Names that stand for an address
  'https://127.0.0.1.nip.io/mcp',
  'https://7f000001.nip.io/mcp',
  'https://app.10-0-0-8.sslip.io/mcp',
  'https://10.0.0.8.vendor.com/mcp',
  'https://ip-10-0-0-8.vendor.com/mcp',
  'https://localtest.me/mcp',
  'https://a.lvh.me/mcp',
  // Names that no one outside knows
  'https://localhost/mcp',
  'https://localhost./mcp',
  'https://LOCALHOST/mcp',
  'https://app.localhost/mcp',
  'https://intranet/mcp',
  'https://metadata.google.internal/computeMetadata/v1',
  'https://printer.local/mcp',
  'https://nas.home.arpa/mcp',
  'https://db.corp/mcp',
  'https://mcp.vendor.com./mcp',
  'https://vendor_internal.com/mcp',
  // Ourselves
  'https://keys.example.com/mcp/linux_latest',
  'https://KEYS.example.com/v1/keys',
  // No plain text
  'https://mcp.vendor.com/a b',
  'https://mcp.ven\tdor.com/mcp',
  'https://mcp.vendor.com/mcp\n',
  ' https://mcp.vendor.com/mcp',
  'https:\\\\127.0.0.1\\mcp',
  'https://',
  '//mcp.vendor.com/mcp',
  'mcp.vendor.com',
  '',
  `https://mcp.vendor.com/${'a'.repeat(2_048)}`,
])('%s must not be called', (url) => {
  expect(checkOutboundUrl(url, rules)).toEqual(forbidden);
  expect(checkOutboundUrl(url, { ...rules, hosts: ['localhost', '127.0.0.1', 'intranet'] })).toEqual(
    forbidden,
  );
});

test('where hosts are listed, no other may be called', () => {
  const listed = { ...rules, hosts: ['mcp.vendor.com'] };
  expect(checkOutboundUrl('https://mcp.vendor.com/mcp', listed).ok).toBe(true);
  for (const host of ['vendor.com', 'a.mcp.vendor.com', 'mcp.vendor.com.evil.com', 'xmcp.vendor.com'])
    expect(checkOutboundUrl(`https://${host}/mcp`, listed)).toEqual(forbidden);
});

test('a deployment on workers.dev does not call what else its account has there', () => {
  const own = { ...rules, gateway: 'https://keys.acme.workers.dev' };
  for (const host of ['keys.acme.workers.dev', 'other.acme.workers.dev', 'acme.workers.dev'])
    expect(checkOutboundUrl(`https://${host}/mcp`, own)).toEqual(forbidden);
  expect(checkOutboundUrl('https://mcp.vendor.workers.dev/mcp', own).ok).toBe(true);
});

test('on a developer’s machine its own ports may be called, but ours', () => {
  const local = { gateway: 'http://127.0.0.1:8787', hosts: [], local: true };
  for (const url of ['http://127.0.0.1:9001/mcp', 'http://localhost:9001/mcp', 'https://localhost:1/'])
    expect(checkOutboundUrl(url, local).ok).toBe(true);
  for (const url of [
    'http://127.0.0.1:8787/mcp/linux_latest',
    'http://localhost:8787/v1/keys',
    'http://user@localhost:9001/mcp',
    'http://127.0.0.2:9001/mcp',
    'http://[::1]:9001/mcp',
    'http://192.168.1.1:9001/mcp',
    'ftp://127.0.0.1:9001/mcp',
  ])
    expect(checkOutboundUrl(url, local)).toEqual(forbidden);
});
