import * as v from 'valibot';

/**
 * Every prefix of Keyharbor, once. Minting, parsing, redaction and scanner patterns read this table and spell
 * no prefix themselves. The first three open doors and are secrets; the others are names and may be shown.
 */
export const prefixes = {
  apiKey: 'khk_',
  ticket: 'kht_',
  consoleToken: 'khp_',
  key: 'key_',
  policy: 'pol_',
  project: 'prj_',
  session: 'ses_',
  siteRule: 'rul_',
  ticketId: 'tkt_',
  webhook: 'whk_',
  delivery: 'msg_',
  person: 'usr_',
  device: 'dev_',
  tokenId: 'tok_',
  invitation: 'inv_',
} as const;

/** `key_` and the 16 characters that a key's secret starts with: public, and the name of its gate. */
export const keyIdSchema = idSchema(prefixes.key, '[0-9A-Za-z]{16}');
export const policyIdSchema = idSchema(prefixes.policy, '[0-9a-z]{1,32}');
export const projectIdSchema = idSchema(prefixes.project, '[0-9a-z]{1,32}');
export const siteRuleIdSchema = idSchema(prefixes.siteRule, '[0-9A-Za-z]{22}');
/** `tkt_` and the 11 characters that name a ticket among its key's: public. */
export const ticketIdSchema = idSchema(prefixes.ticketId, '[0-9A-Za-z]{11}');
/** `ses_`, the 16 characters that name its key's gate, and 22 of its own. The first sessions had only the latter. */
export const sessionIdSchema = idSchema(prefixes.session, '(?:[0-9A-Za-z]{16})?[0-9A-Za-z]{22}');

export const webhookIdSchema = idSchema(prefixes.webhook, '[0-9A-Za-z]{22}');
export const deliveryIdSchema = idSchema(prefixes.delivery, '[0-9a-f]{32}');

/** `linux_latest`, `imgc-0123456789abcdefg`: as AgentBay names its images. */
export const imageIdSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_.-]{1,63}$/));

function idSchema(prefix: string, body: string) {
  return v.pipe(v.string(), v.regex(new RegExp(`^${prefix}${body}$`)));
}
