import { contract, operationNames } from '../../shared/api/contract.ts';
import type { Operation } from '../../shared/api/operations/operation.ts';
import { readCredential } from '../../shared/credential/credential.ts';
import { prefixes } from '../../shared/ids.ts';
import { checkProof, invalidProof, type Proof } from '../devices/proof.ts';
import { orThrow, Problem } from '../http/problem.ts';
import { checkFailures, countFailure } from '../rates/api-rate.ts';
import { keyring, type Keyring } from '../secrets/keyring.ts';
import { isOurs } from '../secrets/mint.ts';
import { digest } from '../secrets/verifier.ts';
import { askDirectory } from './ask-directory.ts';
import { readBootstrap } from './bootstrap.ts';
import type { Principal } from './principal.ts';

/** Whoever asks, and the proof where that is all that was asked for. */
export interface Caller {
  readonly principal: Principal;
  readonly proof: Proof | null;
}

/** A Bearer token as RFC 6750, section 2.1, spells it. */
const bearer = /^Bearer ([\w.~+/-]+=*)$/i;

const proved: readonly string[] = operationNames
  .map((name): Operation => contract[name])
  .filter((operation) => operation.proved)
  .map(({ method, path }) => `${method} ${path}`);

/** What a failed authentication looks like. Others (an old nonce, a token that is over) happen to everybody. */
const failures: readonly string[] = ['authentication_required', 'invalid_proof'];

/**
 * Who is asking: a device by its access token and a proof (`Authorization: DPoP khp_…`, RFC 9449), or a script by its
 * console token (`Authorization: Bearer khp_…`). An address that fails too often is not listened to for a while.
 */
export async function authenticate(request: Request, env: Env, ip: string | null): Promise<Caller> {
  checkFailures(ip);
  return identify(request, env).catch(async (error: unknown) => {
    if (error instanceof Problem && failures.includes(error.code)) await countFailure(env, ip);
    throw error;
  });
}

async function identify(request: Request, env: Env): Promise<Caller> {
  const keys = await keyring(env);
  if (proved.includes(`${request.method} ${new URL(request.url).pathname}`)) {
    const proof = await checkProof(request, null, Date.now(), keys);
    return { principal: nobody(proof), proof };
  }
  const token = /^DPoP +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined) return { principal: await bearerOf(request, env, keys), proof: null };
  if (readCredential('consoleToken', token) === null) throw new Problem('authentication_required');
  const proof = await checkProof(request, token, Date.now(), keys);
  const verifier = await digest(token, keys);
  const judged = await askDirectory(env, (directory) => directory.judgeDevice(verifier, proof));
  if (!judged.ok && judged.code === 'invalid_proof') throw invalidProof(String(judged.detail?.['reason']));
  return { principal: orThrow(judged), proof: null };
}

/** The holder of a console token, or of the bootstrap token. What was never made here is refused before the directory is asked. */
async function bearerOf(request: Request, env: Env, keys: Keyring): Promise<Principal> {
  // An extension has to be paired: whoever copies a script's token into one shall not get in by it.
  if (request.headers.has('origin')) throw new Problem('authentication_required');
  const sent = bearer.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  const token = readCredential('consoleToken', sent);
  if (token !== null && (await isOurs(token, keys))) {
    const [id, verifier] = [prefixes.tokenId + token.publicId, await digest(sent, keys)];
    return orThrow(await askDirectory(env, (directory) => directory.authenticateToken(id, verifier)));
  }
  const bootstrapper = await readBootstrap(sent, env, keys);
  if (bootstrapper === null) throw new Problem('authentication_required');
  return bootstrapper;
}

/** A key that shows itself, and may do nothing but that. */
function nobody({ thumbprint }: Proof): Principal {
  return {
    actor: `key ${thumbprint}`,
    person: '',
    device: null,
    kind: 'device',
    grants: [],
    actions: [],
    signedInAt: null,
  };
}
