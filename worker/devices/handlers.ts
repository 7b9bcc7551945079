import type { Handlers } from '../../shared/api/contract.ts';
import type { deviceOperations } from '../../shared/api/operations/devices.ts';
import { everyProject } from '../../shared/people/grant.ts';
import { showUserCode } from '../../shared/people/device.ts';
import { by, type Context } from '../context.ts';
import { readPage } from '../http/cursor.ts';
import { orThrow, Problem } from '../http/problem.ts';
import { askDirectory } from '../people/ask-directory.ts';
import { reachesAll } from '../people/check-access.ts';
import { countFailure, countPairing } from '../rates/api-rate.ts';
import { keyring } from '../secrets/keyring.ts';
import { mintCredential } from '../secrets/mint.ts';
import { digest } from '../secrets/verifier.ts';
import { accessMs } from './access-table.ts';
import { pairingMs, pollSeconds } from './ask-pairing.ts';
import { invalidProof, type Proof } from './proof.ts';

export const deviceHandlers: Pick<Handlers<Context>, keyof typeof deviceOperations> = {
  startPairing: async ({ name }, { env, ip, proof }) => {
    await countPairing(env, ip);
    const { code } = orThrow(await askDirectory(env, (each) => each.startPairing(given(proof), name)));
    const userCode = showUserCode(code);
    const verificationUri = new URL('/pair', env.GATEWAY).href;
    return {
      userCode,
      verificationUri,
      verificationUriComplete: `${verificationUri}?code=${userCode}`,
      expiresIn: pairingMs / 1000,
      interval: pollSeconds,
    };
  },
  renewAccess: async (_, { env, ip, proof }) => {
    const keys = await keyring(env);
    const accessToken = await mintCredential('consoleToken', keys);
    const verifier = await digest(accessToken, keys); // The directory never sees the token itself.
    const admitted = await askDirectory(env, (each) => each.renewAccess(given(proof), verifier));
    // A key that nobody knows: whoever tries many of them is not listened to for a while.
    if (!admitted.ok && admitted.code === 'authentication_required') await countFailure(env, ip);
    const { device, person } = orThrow(admitted);
    const { id, name, grants } = person;
    return { accessToken, expiresIn: accessMs / 1000, device, person: { id, name }, grants };
  },
  approvePairing: async ({ code }, context) => {
    const { env, principal } = context;
    // Of tokens only that of the setup comes here (`freshActions`), which may do everything anyway.
    const signedInAt = principal.signedInAt ?? Date.now();
    const { person } = principal;
    return orThrow(
      await askDirectory(env, (each) => each.approvePairing(code, person, signedInAt, by(context))),
    );
  },
  listDevices: async ({ of, ...ask }, context) => {
    const { env, principal } = context;
    if (of === 'all' && !reachesAll(principal, 'devices.read')) throw new Problem('permission_denied');
    const person = of === 'all' ? null : principal.person;
    const scope = { list: 'devices', project: everyProject, filter: { person } };
    const { rows, next } = await readPage(ask, scope, env, {
      read: async (last, most) => {
        const [pairedAt, id] = last ?? [];
        const from = last && { pairedAt: Number(pairedAt), id: String(id) };
        return orThrow(await askDirectory(env, (each) => each.listDevices(person, from, most)));
      },
      positionOf: ({ pairedAt, id }) => [pairedAt, id],
    });
    return { devices: rows, next };
  },
  renameDevice: async ({ id, name }, context) =>
    orThrow(
      await askDirectory(context.env, (each) => each.renameDevice(id, ownerOf(context), name, by(context))),
    ),
  revokeDevice: async ({ id }, context) =>
    orThrow(await askDirectory(context.env, (each) => each.revokeDevice(id, ownerOf(context), by(context)))),
};

/** Whose devices somebody may change: their own, or (`null`) everybody's. Others are to them as if there were none. */
function ownerOf({ principal }: Context): string | null {
  return reachesAll(principal, 'devices.write') ? null : principal.person;
}

/** What the operation asked for: no other way leads to it. */
function given(proof: Proof | null): Proof {
  if (proof === null) throw invalidProof('missing');
  return proof;
}
