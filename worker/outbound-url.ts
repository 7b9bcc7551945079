import { checkOutboundUrl, type OutboundRules } from '../shared/outbound-url.ts';
import { Problem } from './http/problem.ts';

type Settings = Pick<Env, 'GATEWAY' | 'OUTBOUND_HOSTS' | 'OUTBOUND_LOCAL'>;

/** What this deployment may be told to call, from its settings. */
export function outboundRules({ GATEWAY, OUTBOUND_HOSTS, OUTBOUND_LOCAL }: Settings): OutboundRules {
  const hosts = OUTBOUND_HOSTS.toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return { gateway: GATEWAY, hosts, local: OUTBOUND_LOCAL === 'yes' };
}

/** The field `url` of an input, as it will be called. Throws `upstream_url_forbidden`. */
export function readUrl(text: string, settings: Settings): string {
  const url = checkOutboundUrl(text, outboundRules(settings));
  if (url.ok) return url.value.href;
  const message = 'Expected an https address of a public host name';
  throw new Problem(url.code, { fields: [{ pointer: '/url', message }] });
}
