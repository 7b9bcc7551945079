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
    /** The `khp_` token that opens the management API. */
    CONSOLE_TOKEN: string;
    /** The header that tells the caller's address, e.g. `CF-Connecting-IP`; empty: none can be trusted. */
    TRUSTED_IP_HEADER: string;
    /** The files of the viewer that `/docs` shows the API with. */
    ASSETS: Fetcher;
    /** Whose reports of leaked credentials are taken: JSON, `{"<key identifier>": "<public key>"}`; empty: nobody's. */
    LEAK_REPORTERS: string;
    /** How many requests to the management API a principal may make in a minute. */
    API_REQUESTS_PER_MINUTE: string;
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
