/** Secrets of a deployment that exists only during a test run, new each time: none can be left in a file. */
export async function testSecrets(): Promise<Record<string, string>> {
  return {
    MASTER_1: random(),
    KID_SECRET: random(),
    BOOTSTRAP_TOKEN: random(),
    UPSTREAM_TOKEN: random(),
    GATEWAY: 'http://keys.test',
    UPSTREAMS: 'http://upstream.test',
    // Who signs people in, as the tests stand in for them.
    OIDC_ISSUER: 'https://idp.test',
    OIDC_CLIENT_ID: 'keyharbor',
    OIDC_CLIENT_SECRET: random(),
    GITHUB_CLIENT_ID: 'github-app',
    GITHUB_CLIENT_SECRET: random(),
    ACCESS_TEAM: 'https://acme.cloudflareaccess.com',
    ACCESS_AUDIENCE: 'access-audience',
    SIGN_IN_DOMAINS: 'joins.test',
    SIGN_IN_GITHUB_IDS: '583231, 42',
    MCP_ORIGINS: 'https://page.test https://other.test:8443',
  };
}

function random(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}
