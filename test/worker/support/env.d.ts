declare namespace Cloudflare {
  interface Env {
    /** Only in tests: what `readD1Migrations` found. */
    MIGRATIONS: import('cloudflare:test').D1Migration[];
  }
}
