import type { By } from '../audit/entry.ts';
import { askGate } from '../keys/ask-gate.ts';
import { orThrow } from '../http/problem.ts';
import { log } from '../log.ts';
import { findProject } from '../projects/find-project.ts';
import { keyring } from '../secrets/keyring.ts';
import { nameCredential, type Named } from '../secrets/name-credential.ts';

/** What a leaked credential turned out to be; `null`: nothing that opens anything here. */
export type Leaked = Pick<Named, 'keyId' | 'ticket'> | null;

/**
 * Acts on a credential that was found where it does not belong: a key is marked as exposed and, by its project's
 * setting, disabled; a ticket is revoked by the same setting, or else its leak is noted in the audit.
 *
 * Only once its gate has verified the secret: the id in it is public, and must not be enough to shut somebody's key.
 * `isTheirs`: whether the key is any business of whoever reports; else it is told as unknown. Throws where the gate cannot be asked, so that a report is not taken for handled.
 */
export async function reportLeak(
  token: string,
  by: By,
  env: Env,
  isTheirs = async (_keyId: string) => true,
): Promise<Leaked> {
  const named = await nameCredential(token, ['apiKey', 'ticket'], await keyring(env));
  if (named === null || !(await isTheirs(named.keyId))) return null;
  const { keyId, ticket } = named;
  const known = await askGate(keyId, env, (gate) => gate.recognise(named));
  if (!known.ok) return known.code === 'credential_not_found' ? null : orThrow(known);
  const disables = await disablesExposed(known.value.key.projectId, env);
  if (ticket === null) orThrow(await askGate(keyId, env, (gate) => gate.expose(disables, by)));
  else if (disables) orThrow(await askGate(keyId, env, (gate) => gate.revokeTicket(ticket, by)));
  else orThrow(await askGate(keyId, env, (gate) => gate.noteExposedTicket(ticket, by)));
  return { keyId, ticket };
}

/** If the project cannot be read, yes: what is exposed is better shut. */
async function disablesExposed(projectId: string, env: Env): Promise<boolean> {
  try {
    return (await findProject(projectId, env)).disableExposedKeys;
  } catch (error) {
    log({ event: 'project_unknown', error });
    return true;
  }
}
