import { member } from '../../shared/mcp/member.ts';

/** What a server may ask a client, and the capability a client says it with. */
const askable: Readonly<Record<string, string>> = {
  'elicitation/create': 'elicitation',
  'sampling/createMessage': 'sampling',
  'roots/list': 'roots',
};

/** Whether a server may ask a client with these capabilities to do `method`. */
export function mayAsk(capabilities: unknown, method: unknown): boolean {
  const capability = typeof method === 'string' ? askable[method] : undefined;
  return capability !== undefined && member(capabilities, capability) !== undefined;
}
