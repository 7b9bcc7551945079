import type { OutboundRules } from '../../shared/outbound-url.ts';

/** What this deployment may be told to call, from its settings. */
export function outboundRules({
  GATEWAY,
  OUTBOUND_HOSTS,
  OUTBOUND_LOCAL,
}: Pick<Env, 'GATEWAY' | 'OUTBOUND_HOSTS' | 'OUTBOUND_LOCAL'>): OutboundRules {
  const hosts = OUTBOUND_HOSTS.toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return { gateway: GATEWAY, hosts, local: OUTBOUND_LOCAL === 'yes' };
}
