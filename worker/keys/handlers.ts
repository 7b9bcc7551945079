import type { Handlers } from '../../shared/api/contract.ts';
import type { keyOperations } from '../../shared/api/operations/keys.ts';
import { mcpAddress, serverName } from '../../shared/address/build.ts';
import { formats } from '../../shared/address/formats/formats.ts';
import { readCredential } from '../../shared/credential/credential.ts';
import { prefixes } from '../../shared/ids.ts';
import type { PolicyRef } from '../../shared/key/key.ts';
import { by, type Context } from '../context.ts';
import type { StatusCommand } from '../gate/commands.ts';
import type { Changed } from '../gate/execution.ts';
import { orThrow, Problem, recordGone } from '../http/problem.ts';
import { findImage } from '../images/catalogue.ts';
import { checkNamedImages, newlyNamed } from '../images/named-images.ts';
import { countLook } from '../people/count-look.ts';
import { createPolicyTable } from '../policies/policy-table.ts';
import { createShelf } from '../policies/shelf.ts';
import { findOpenProject } from '../projects/find-project.ts';
import { keyring } from '../secrets/keyring.ts';
import { mintCredential } from '../secrets/mint.ts';
import { askGate } from './ask-gate.ts';
import { checkExpiry } from './check-expiry.ts';
import { listKeys as listPage } from './list-keys.ts';
import { testKey } from './test-key.ts';

/** Stands in a snippet where the secret would: most shells and clients put the variable's value there. */
const placeholder = '${KEYHARBOR_KEY}';

export const keyHandlers: Pick<Handlers<Context>, keyof typeof keyOperations> = {
  listKeys: ({ project, sort, limit, cursor, ...filter }, { env }) =>
    listPage({ projectId: project, sort, filter }, { limit, cursor }, env),
  createKey: async ({ project, name, policyId, ...rest }, context) => {
    const { env } = context;
    checkExpiry(rest);
    await checkNamedImages(newlyNamed(rest.images), project, env);
    const { secretsRecoverable } = await findOpenProject(project, env);
    const { showOnce = !secretsRecoverable, ...fields } = rest;
    const secret = await mintCredential('apiKey', await keyring(env));
    const id = prefixes.key + (readCredential('apiKey', secret)?.publicId ?? '');
    const policy = await startingPolicy(policyId, env);
    const order = { id, projectId: project, name, secret, policy, fields, showOnce };
    const made = orThrow(await askGate(id, env, (gate) => gate.create(order, by(context))));
    return { key: made.key, secret };
  },
  readKey: async ({ id }, { env }) => orThrow(await askGate(id, env, (gate) => gate.read())),
  editKey: async ({ id, rev, ...edit }, context) => {
    checkExpiry(edit);
    if (edit.images) {
      const key = orThrow(await askGate(id, context.env, (gate) => gate.read()));
      await checkNamedImages(newlyNamed(edit.images, key.images), key.projectId, context.env);
    }
    return orThrow(await askGate(id, context.env, (gate) => gate.edit(edit, by(context), rev)));
  },
  assignPolicy: async ({ id, rev, policyId, apply }, context) => {
    const policy = await startingPolicy(policyId, context.env);
    const now = apply === 'now';
    return orThrow(await askGate(id, context.env, (gate) => gate.assign(policy, now, by(context), rev)));
  },
  revealKey: async ({ id }, context) => {
    await countLook(context);
    return { secret: orThrow(await askGate(id, context.env, (gate) => gate.reveal(by(context)))) };
  },
  enableKey: (seen, context) => change('enable', seen, context),
  disableKey: ({ mode, ...seen }, context) => change(mode === 'drain' ? 'drain' : 'disable', seen, context),
  rotateKey: async ({ id, rev, overlapSeconds, revokeTickets }, context) => {
    const overlapMs = overlapSeconds * 1000;
    return orThrow(
      await askGate(id, context.env, (gate) => gate.rotate(overlapMs, revokeTickets, by(context), rev)),
    );
  },
  cutPreviousValue: async ({ id, rev }, context) =>
    orThrow(await askGate(id, context.env, (gate) => gate.cutPrevious(by(context), rev))),
  deleteKey: (seen, context) => change('delete', seen, context),
  readAddress: async ({ id, image: imageId }, { env }) => {
    const key = orThrow(await askGate(id, env, (gate) => gate.read()));
    const image = await findImage(imageId, key.projectId, env).catch(recordGone);
    if (image === null) throw new Problem('image_not_found');
    const url = mcpAddress(env.GATEWAY, image);
    const connection = { name: serverName(image), url, image: image.id, secret: placeholder };
    const snippets = formats.map((format) => ({ format: format.id, text: format.write(connection) }));
    return { url, usable: key.status === 'active', snippets };
  },
  testKey,
  listSessions: async ({ id }, { env }) => ({
    sessions: orThrow(await askGate(id, env, (gate) => gate.listSessions())),
  }),
};

/** The version that a key gets which is given this policy now. */
async function startingPolicy(id: string | undefined, env: Env): Promise<PolicyRef> {
  const byDefault = await createShelf(env.SHELF).publishDefault();
  if (id === undefined || id === byDefault.id) return byDefault;
  const current = await createPolicyTable(env.RECORD).current(id).catch(recordGone);
  if (current === null) throw new Problem('policy_not_found');
  return current;
}

/** A key, at the revision that the caller has seen; `undefined`: whichever it has. */
interface Seen {
  readonly id: string;
  readonly rev?: number | undefined;
}

async function change(command: StatusCommand, { id, rev }: Seen, context: Context): Promise<Changed> {
  return orThrow(await askGate(id, context.env, (gate) => gate.change(command, by(context), rev)));
}
