import type { Handlers } from '../../shared/api/contract.ts';
import type { ticketOperations } from '../../shared/api/operations/tickets.ts';
import { agentBayAddress, ticketAddress } from '../../shared/address/build.ts';
import { readCredential } from '../../shared/credential/credential.ts';
import { prefixes } from '../../shared/ids.ts';
import { by, type Context } from '../context.ts';
import { orThrow } from '../http/problem.ts';
import { checkNamedImages } from '../images/named-images.ts';
import { askGate } from '../keys/ask-gate.ts';
import { checkExpiry } from '../keys/check-expiry.ts';
import { countLook } from '../people/count-look.ts';
import { keyring } from '../secrets/keyring.ts';
import { mintCredential } from '../secrets/mint.ts';

export const ticketHandlers: Pick<Handlers<Context>, keyof typeof ticketOperations> = {
  listTickets: async ({ id }, { env }) => ({
    tickets: orThrow(await askGate(id, env, (gate) => gate.listTickets())),
  }),
  createTicket: async ({ id, label, image, expiresAt }, context) => {
    const { env } = context;
    const { projectId } = orThrow(await askGate(id, env, (gate) => gate.read()));
    await checkNamedImages([image], projectId, env);
    checkExpiry({ expiresAt });
    await countLook(context);
    const secret = await mintCredential('ticket', await keyring(env), id.slice(prefixes.key.length));
    const ticketId = prefixes.ticketId + (readCredential('ticket', secret)?.publicId ?? '');
    const order = { id: ticketId, label, image, expiresAt, secret };
    const { ticket } = orThrow(await askGate(id, env, (gate) => gate.createTicket(order, by(context))));
    return { ticket, ...addressesOf({ secret, image }, env) };
  },
  renameTicket: async ({ id, ticket, label }, context) =>
    orThrow(await askGate(id, context.env, (gate) => gate.renameTicket(ticket, label, by(context)))),
  revokeTicket: async ({ id, ticket }, context) =>
    orThrow(await askGate(id, context.env, (gate) => gate.revokeTicket(ticket, by(context)))),
  revealTicket: async ({ id, ticket }, context) => {
    await countLook(context);
    const shown = orThrow(await askGate(id, context.env, (gate) => gate.revealTicket(ticket, by(context))));
    return addressesOf(shown, context.env);
  },
};

function addressesOf({ secret, image }: { secret: string; image: string }, { GATEWAY }: Env) {
  return {
    secret,
    url: ticketAddress(GATEWAY, image, secret),
    agentBayUrl: agentBayAddress(GATEWAY, image, secret),
  };
}
