import type { Environment } from '../image/image.ts';

/** Why something is suggested; the extension has a sentence for each. */
export const reasons = [
  'site_rule',
  'remembered',
  'mcp_client',
  'web_ide',
  'code_host',
  'ai_chat',
  'agent_framework',
  'mobile_docs',
  'windows_docs',
  'linux_docs',
  'web_page',
  'no_page',
] as const;
export type Reason = (typeof reasons)[number];

/** A site that we know. */
export interface Site {
  /** The host and all its subdomains. */
  readonly host: string;
  /** Narrows it to this path and those below: `/code` is not `/codenames`. */
  readonly path?: string;
  /** The format of the client whose site it is. */
  readonly format?: string;
  /** A page that is found by this line and no other. The tests try each; the extension is built without them. */
  readonly example: string;
}

/** Sites whose readers most likely need the same environment, for the same reason. */
export interface SiteGroup {
  readonly environment: Environment;
  readonly reason: Reason;
  readonly sites: readonly Site[];
}
