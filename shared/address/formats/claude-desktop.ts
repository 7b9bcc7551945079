import { inFile, serversFile, type Format } from './format.ts';

function bridge(url: string, secret: string) {
  const open = url.startsWith('http:') ? ['--allow-http'] : []; // Refused otherwise, even on this machine.
  return {
    command: 'npx',
    args: ['-y', 'mcp-remote@latest', url, ...open, '--header', 'Authorization:${AUTH_HEADER}'],
    env: { AUTH_HEADER: `Bearer ${secret}` },
  };
}

/** Its file starts local programs only, so a bridge from npm goes between. No space after `Authorization:`, which it would split at. */
export const claudeDesktop: Format = {
  id: 'claude-desktop',
  title: 'Claude Desktop',
  place: inFile('claude_desktop_config.json'),
  credential: 'secret',
  write: ({ name, url, secret }) => serversFile(name, bridge(url, secret)),
};
