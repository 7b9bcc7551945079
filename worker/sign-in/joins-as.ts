import { defaultProjectId } from '../../shared/project/project.ts';
import type { Grant } from '../../shared/people/grant.ts';
import type { Vouched } from './vouched.ts';

const member: Grant = { role: 'member', project: defaultProjectId };

/**
 * The grants of whoever may join uninvited: of a domain in `SIGN_IN_DOMAINS`, by an address that the provider has seen to
 * be theirs, or under a number in `SIGN_IN_GITHUB_IDS`. `null`: nobody of these.
 */
export function joinsAs({ identity, email }: Vouched, env: Env): readonly Grant[] | null {
  const domain = email?.split('@').at(-1)?.toLowerCase();
  const isOfDomain = domain !== undefined && listed(env.SIGN_IN_DOMAINS.toLowerCase()).includes(domain);
  const isOfGithub =
    identity.issuer === 'https://github.com' && listed(env.SIGN_IN_GITHUB_IDS).includes(identity.subject);
  return isOfDomain || isOfGithub ? [member] : null;
}

const listed = (setting: string) => setting.split(/[\s,]+/).filter(Boolean);
