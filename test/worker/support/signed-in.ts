import { createVisitor } from './page-visitor.ts';
import { givenProvider, type Twist } from './provider.ts';

/**
 * Somebody who has been at the provider and is back; `back`: what they were answered. Their address lets them join, unless
 * they come by an invitation.
 */
export async function signedIn(
  subject: string,
  visitor = createVisitor(),
  fields: Record<string, string> = {},
  twist: Twist = {},
) {
  let nonce = '';
  const domain = fields['invitation'] === undefined ? 'joins.test' : 'other.test';
  const about = { name: subject, email: `${subject}@${domain}`, email_verified: true };
  givenProvider(subject, () => nonce, { about, ...twist });
  const there = await visitor.leave('oidc', fields);
  nonce = there.searchParams.get('nonce') ?? '';
  return Object.assign(visitor, { back: await visitor.comeBack(there) });
}
