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

/** Sites whose readers most likely need the same environment, for the same reason. */
export interface SiteGroup {
  readonly environment: Environment;
  readonly reason: Reason;
  /**
   * A line each, such as `claude.ai/code claude-code https://claude.ai/code/session`: a host, which stands for all its
   * subdomains, too, and maybe a path, which narrows it to that one and those below (`/code` is not `/codenames`); the
   * format of the client whose site it is, where it is one's; and a page that is found by this line and no other. The
   * tests try each page; the popup is built without them.
   */
  readonly sites: readonly string[];
}
