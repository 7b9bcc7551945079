import { agentBayAddress } from '../build.ts';
import { serversFile, type Format } from './format.ts';

/** As AgentBay writes its own addresses, for set-ups that were made for those. */
export const agentbay: Format = {
  id: 'agentbay',
  title: 'AgentBay form',
  place: { kind: 'anywhere' },
  credential: 'ticket',
  write: ({ url, image, secret }) =>
    serversFile('wuying_mcp_server', { url: agentBayAddress(url, image, secret) }),
};
