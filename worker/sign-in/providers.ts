import type { Flow } from './flow.ts';
import { createGithub } from './github.ts';
import { createOidc } from './oidc.ts';

/** By whom people can sign in. `access` is no flow: it has looked at them before they came. */
const providerIds = ['oidc', 'github', 'access'] as const;
export type ProviderId = (typeof providerIds)[number];

/** Those that the deployment has configured, in the order in which they are offered. */
export function providersOf(env: Env): readonly ProviderId[] {
  const configured: Record<ProviderId, boolean> = {
    oidc: env.OIDC_ISSUER !== '' && env.OIDC_CLIENT_ID !== '',
    github: env.GITHUB_CLIENT_ID !== '' && (env.GITHUB_CLIENT_SECRET ?? '') !== '',
    access: env.ACCESS_TEAM !== '' && env.ACCESS_AUDIENCE !== '',
  };
  return providerIds.filter((id) => configured[id]);
}

/** The flow of a provider; `null` where it is none, or not configured. */
export function flowOf(id: string, env: Env): Flow | null {
  const provider = providersOf(env).find((each) => each === id);
  const redirectUri = `${env.GATEWAY}/sign-in/${id}/callback`;
  if (provider === 'oidc') return createOidc(env, redirectUri);
  return provider === 'github' ? createGithub(env, redirectUri) : null;
}
