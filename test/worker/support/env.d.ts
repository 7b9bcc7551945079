declare namespace Cloudflare {
  interface Env {
    /** Only in tests: what `readD1Migrations` found. */
    MIGRATIONS: import('cloudflare:test').D1Migration[];
    /** Only in tests: what a search of the storage's files for credentials finds. */
    LEAKS: Fetcher;
  }
}
