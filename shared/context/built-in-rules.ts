import type { Environment } from '../image/image.ts';

/** Why an environment is suggested; the extension has a sentence for each. */
export const reasons = [
  'code_host',
  'web_ide',
  'windows_docs',
  'linux_docs',
  'mobile_docs',
  'ai_client',
  'web_page',
  'no_page',
] as const;
export type Reason = (typeof reasons)[number];

/** A site and what people who look at it most likely need. */
export interface BuiltInRule {
  /** The host and all its subdomains. */
  readonly host: string;
  /** Narrows the rule to this path and those below it: `/code` is not `/codenames`. */
  readonly path?: string;
  readonly environment: Environment;
  readonly reason: Reason;
  /** The client whose site this is. */
  readonly format?: string;
}

/** First match wins, so the narrower rule of a host stands before the wider one. */
export const builtInRules: readonly BuiltInRule[] = [
  { host: 'github.dev', environment: 'code', reason: 'web_ide' },
  { host: 'vscode.dev', environment: 'code', reason: 'web_ide', format: 'vscode' },
  { host: 'stackblitz.com', environment: 'code', reason: 'web_ide' },
  { host: 'codesandbox.io', environment: 'code', reason: 'web_ide' },
  { host: 'replit.com', environment: 'code', reason: 'web_ide' },
  { host: 'github.com', environment: 'code', reason: 'code_host' },
  { host: 'gitlab.com', environment: 'code', reason: 'code_host' },
  { host: 'bitbucket.org', environment: 'code', reason: 'code_host' },
  { host: 'dev.azure.com', environment: 'code', reason: 'code_host' },
  { host: 'cursor.com', environment: 'code', reason: 'ai_client', format: 'cursor' },
  { host: 'code.visualstudio.com', environment: 'code', reason: 'ai_client', format: 'vscode' },
  { host: 'claude.ai', path: '/code', environment: 'code', reason: 'ai_client', format: 'claude-code' },
  { host: 'code.claude.com', environment: 'code', reason: 'ai_client', format: 'claude-code' },
  { host: 'learn.microsoft.com', environment: 'windows', reason: 'windows_docs' },
  { host: 'support.microsoft.com', environment: 'windows', reason: 'windows_docs' },
  { host: 'ubuntu.com', environment: 'linux', reason: 'linux_docs' },
  { host: 'debian.org', environment: 'linux', reason: 'linux_docs' },
  { host: 'redhat.com', environment: 'linux', reason: 'linux_docs' },
  { host: 'archlinux.org', environment: 'linux', reason: 'linux_docs' },
  { host: 'kernel.org', environment: 'linux', reason: 'linux_docs' },
  { host: 'developer.android.com', environment: 'mobile', reason: 'mobile_docs' },
  { host: 'play.google.com', environment: 'mobile', reason: 'mobile_docs' },
  { host: 'developer.apple.com', environment: 'mobile', reason: 'mobile_docs' },
  { host: 'apps.apple.com', environment: 'mobile', reason: 'mobile_docs' },
];
