import { ok, refuse, type Result } from './result.ts';

/** What a deployment may be told to call. */
export interface OutboundRules {
  /** The deployment's own origin, which it must not be sent back to. */
  readonly gateway: string;
  /** Host names that alone may be called; empty: every public one. */
  readonly hosts: readonly string[];
  /** Whether this very machine may be called, on any port: only for a deployment on a developer's machine. */
  readonly local: boolean;
}

const longest = 2_048;
const loopback = ['127.0.0.1', 'localhost'];

/** Names that are resolved inside a network, never on the internet (RFC 6761, 6762, 8375, 9476). */
const innerZones = ['local', 'internal', 'localhost', 'home.arpa', 'lan', 'corp', 'home', 'intranet', 'alt'];

/** Public zones whose names stand for an address that is spelled in them, or for the machine that asks. */
const mirrorZones = ['nip.io', 'sslip.io', 'xip.io', 'localtest.me', 'lvh.me', 'vcap.me', 'lacolhost.com'];

/** Four numbers in a row, however they are joined: an address in disguise. */
const spelledAddress = /(?:^|[.-])\d{1,3}(?:[.-]\d{1,3}){3}(?:[.-]|$)/;

/**
 * The URL, if a person who manages images or webhooks may have us call it. Refusal: `upstream_url_forbidden`.
 *
 * `https` on its own port, to a public name: no user-info, no address in any spelling, no single label, no trailing dot,
 * not ourselves. It is judged as the URL Standard reads it, since that is what is called in the end. Where a name leads
 * is not known here; the platform refuses private addresses.
 */
export function checkOutboundUrl(text: string, rules: OutboundRules): Result<URL> {
  const isPlain = text.length <= longest && /^[\x21-\x7e]+$/.test(text);
  if (!isPlain || !URL.canParse(text)) return refuse('upstream_url_forbidden');
  const url = new URL(text);
  const isAnonymous = url.username === '' && url.password === '';
  const mayBe = isAnonymous && !isOwn(url, rules) && (isPublic(url, rules) || isLocal(url, rules));
  return mayBe ? ok(url) : refuse('upstream_url_forbidden');
}

function isPublic({ protocol, port, hostname }: URL, { hosts }: OutboundRules): boolean {
  const isListed = hosts.length === 0 || hosts.includes(hostname);
  return protocol === 'https:' && port === '' && isListed && isPublicName(hostname);
}

function isLocal({ protocol, hostname }: URL, { local }: OutboundRules): boolean {
  return local && loopback.includes(hostname) && (protocol === 'http:' || protocol === 'https:');
}

function isPublicName(host: string): boolean {
  const isName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host); // Neither `[::1]`, nor one label, nor a trailing dot.
  const isInZone = (zone: string) => host === zone || host.endsWith(`.${zone}`);
  return isName && !spelledAddress.test(host) && ![...innerZones, ...mirrorZones].some(isInZone);
}

/** The same host, or a sibling under the account's own `<account>.workers.dev`. */
function isOwn(url: URL, { gateway }: OutboundRules): boolean {
  const own = new URL(gateway);
  const isLoop = loopback.includes(own.hostname) && loopback.includes(url.hostname) && own.port === url.port;
  const account = /[^.]+\.workers\.dev$/.exec(own.hostname)?.[0];
  const isSibling =
    account !== undefined && (url.hostname === account || url.hostname.endsWith(`.${account}`));
  return url.host === own.host || isLoop || isSibling;
}
