declare namespace Cloudflare {
  interface Env {
    /** Where addresses start and the only host that is served, e.g. `https://keys.example`. */
    GATEWAY: string;
    /** Base URL of the upstreams of the default images; `<UPSTREAMS>/<image>/mcp`. Empty: none are configured. */
    UPSTREAMS: string;
    /** Origins of web pages that may be MCP clients, `https://app.example https://other.example`; empty: none. */
    MCP_ORIGINS: string;
    /** What the upstreams want to see as Bearer token. */
    UPSTREAM_TOKEN: string;
    /** Root secret, 32 random bytes in base64: everything that is sealed or verified derives from it. */
    MASTER_1: string;
    /** Secret of the tags inside public ids, 32 random bytes in base64. Never rotated with the masters. */
    KID_SECRET: string;
    /** Makes the first owner, once (`POST /v1/setup`): 32 characters or more. Left out as soon as there is one. */
    BOOTSTRAP_TOKEN?: string;
    /** The header that tells the caller's address, e.g. `CF-Connecting-IP`; empty: none can be trusted. */
    TRUSTED_IP_HEADER: string;
    /** The files of the viewer that `/docs` shows the API with. */
    ASSETS: Fetcher;
    /** Whose reports of leaked credentials are taken: JSON, `{"<key identifier>": "<public key>"}`; empty: nobody's. */
    LEAK_REPORTERS: string;
    /** How many requests to the management API a principal may make in a minute. */
    API_REQUESTS_PER_MINUTE: string;
    /** The OpenID provider that people sign in by, `https://login.example`; empty: there is none. */
    OIDC_ISSUER: string;
    OIDC_CLIENT_ID: string;
    /** Absent: a public client, which proves itself by PKCE alone. */
    OIDC_CLIENT_SECRET?: string;
    /** The OAuth app of GitHub that people sign in by; empty: they cannot. */
    GITHUB_CLIENT_ID: string;
    GITHUB_CLIENT_SECRET?: string;
    /** The team of Cloudflare Access whose people may sign in, `https://acme.cloudflareaccess.com`; empty: none. */
    ACCESS_TEAM: string;
    /** The audience tag (AUD) of the Access application that stands before this deployment. */
    ACCESS_AUDIENCE: string;
    /** E-mail domains whose people may join uninvited, separated by commas or spaces; empty: nobody may. */
    SIGN_IN_DOMAINS: string;
    /** Numeric ids of GitHub accounts that may join uninvited, likewise. */
    SIGN_IN_GITHUB_IDS: string;
    /** How many secrets a device or token may be shown in an hour; tickets that are made count, too. */
    REVEALS_PER_HOUR: string;
    RATES: DurableObjectNamespace<import('./rates/rate-counter.ts').RateCounter>;
    /** Host names that images and webhooks may have, separated by commas or spaces; empty: every public one. */
    OUTBOUND_HOSTS: string;
    /** `yes`: they may also be on this machine. For development only. */
    OUTBOUND_LOCAL: string;
    RECORD: D1Database;
    SHELF: KVNamespace;
    GATE: DurableObjectNamespace<import('./gate/key-gate.ts').KeyGate>;
    IMAGE: DurableObjectNamespace<import('./images/image-gate.ts').ImageGate>;
    BRIDGE: DurableObjectNamespace<import('./bridge/bridge.ts').Bridge>;
    DIRECTORY: DurableObjectNamespace<import('./people/directory.ts').Directory>;
  }
  interface GlobalProps {
    mainModule: typeof import('./index.ts');
    durableNamespaces: 'Bridge' | 'Directory' | 'ImageGate' | 'KeyGate' | 'RateCounter';
  }
}
interface Env extends Cloudflare.Env {}
