import { isLoopback } from '../http/doors.ts';
import { Problem } from '../http/problem.ts';
import { keyring, type Keyring } from '../secrets/keyring.ts';
import { digest, isSameDigest } from '../secrets/verifier.ts';
import type { Principal } from './principal.ts';

const leastLength = 32;

/** Whoever comes with the bootstrap token: may set the deployment up, and nothing else. */
const bootstrapper: Principal = {
  actor: 'bootstrap',
  person: '',
  device: null,
  kind: 'bootstrap',
  grants: [],
  actions: ['deployment.set_up'],
  signedInAt: null,
};

/**
 * Whether `sent` is the bootstrap token; `null`: it is not. Digests are compared, not tokens: equal lengths, and no
 * timing to learn from. Throws `not_configured` where the token is shorter than 32 characters.
 */
export async function readBootstrap(sent: string, env: Env, keys: Keyring): Promise<Principal | null> {
  const { BOOTSTRAP_TOKEN: expected = '' } = env;
  if (expected === '' || sent === '') return null;
  const [one, other] = await Promise.all([digest(sent, keys), digest(expected, keys)]);
  if (!isSameDigest(one, other)) return null;
  if (expected.length < leastLength) throw new Problem('not_configured');
  return bootstrapper;
}

/** Names the bootstrap token that is set, so that it can be remembered as used without being kept. */
export async function bootstrapName(env: Env): Promise<string> {
  return (await digest(`bootstrap ${env.BOOTSTRAP_TOKEN ?? ''}`, await keyring(env))).toHex();
}

/** On one machine `npm start` sets one for as long as it runs, and tells it nobody. */
export function isBootstrapTokenSet({ BOOTSTRAP_TOKEN = '', GATEWAY }: Env): boolean {
  return BOOTSTRAP_TOKEN !== '' && !isLoopback(new URL(GATEWAY));
}
