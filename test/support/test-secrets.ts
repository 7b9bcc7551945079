import { keyring } from '../../worker/secrets/keyring.ts';
import { mintCredential } from '../../worker/secrets/mint.ts';

/** Secrets of a deployment that exists only during a test run, new each time: none can be left in a file. */
export async function testSecrets(): Promise<Record<string, string>> {
  const root = { MASTER_1: random(), KID_SECRET: random() };
  const token = await mintCredential('consoleToken', await keyring(root));
  return {
    ...root,
    CONSOLE_TOKEN: token,
    UPSTREAM_TOKEN: random(),
    GATEWAY: 'http://keys.test',
    UPSTREAMS: 'http://upstream.test',
    MCP_ORIGINS: 'https://page.test https://other.test:8443',
  };
}

function random(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}
