import * as v from 'valibot';

import { Problem } from '../http/problem.ts';
import { verifyJwt } from './verify-jwt.ts';
import { nameFrom, type Vouched } from './vouched.ts';

/** What Access says of a person. Service tokens have no subject: they are nobody. */
const claimsSchema = v.object({
  sub: v.pipe(v.string(), v.minLength(1)),
  email: v.pipe(v.string(), v.minLength(1)),
  iat: v.number(),
  name: v.optional(v.string()),
});

/**
 * Whoever Cloudflare Access has let through to us, by the token that it adds to the request. It is checked each time,
 * since a request may also come past Access. Throws `sign_in_failed`, `provider_unavailable`.
 */
export async function whoAccessSays({ headers }: Request, env: Env): Promise<Vouched> {
  const token = headers.get('cf-access-jwt-assertion');
  if (token === null) throw new Problem('sign_in_failed');
  const issuer = new URL(env.ACCESS_TEAM).origin;
  const expected = { issuer, audience: env.ACCESS_AUDIENCE, algorithms: ['RS256'] };
  const payload = await verifyJwt(token, `${issuer}/cdn-cgi/access/certs`, expected, env);
  const claims = v.safeParse(claimsSchema, payload);
  if (!claims.success) throw new Problem('sign_in_failed');
  const { sub: subject, email, iat, name } = claims.output;
  return {
    identity: { issuer, subject },
    name: nameFrom(name, email),
    email,
    signedInAt: Math.min(iat * 1000, Date.now()),
  };
}
