import { serversFile, type Format } from './format.ts';

/** As AgentBay writes its own addresses, for set-ups that were made for those. */
export const agentbay: Format = {
  id: 'agentbay',
  title: 'AgentBay form',
  place: { kind: 'anywhere' },
  credential: 'ticket',
  write: ({ url, image, secret }) => {
    const address = new URL(`/v2/sse?APIKEY=${secret}&IMAGEID=${image}`, url);
    return serversFile('wuying_mcp_server', { url: address.href });
  },
};
