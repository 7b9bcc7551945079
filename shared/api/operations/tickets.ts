import * as v from 'valibot';

import { keyIdSchema, ticketIdSchema } from '../../ids.ts';
import { ticketFields, ticketViewSchema } from '../../ticket/ticket.ts';
import { replayedSecret, type Operation } from './operation.ts';

/** `id` is the key's. */
const oneTicket = v.strictObject({ id: keyIdSchema, ticket: ticketIdSchema });

/** As for keys: `record` is `pending` where the change is in force but could not be written to the record yet (202). */
const changedTicket = v.object({ ticket: ticketViewSchema, record: v.picklist(['written', 'pending']) });

/**
 * A ticket's value, and the addresses that it is part of: `url` for Streamable HTTP, `agentBayUrl` in AgentBay's form
 * for HTTP+SSE. Whoever has any of them can use the ticket.
 */
const ticketSecret = v.object({ secret: v.string(), url: v.string(), agentBayUrl: v.string() });

/** Newest first: the usable ones, expired ones, and up to 100 revoked ones. */
export const listTickets = {
  method: 'GET',
  path: '/v1/keys/:id/tickets',
  summary: 'Lists the tickets of a key, newest first.',
  input: v.strictObject({ id: keyIdSchema }),
  output: v.object({ tickets: v.array(ticketViewSchema) }),
} as const satisfies Operation;

/** At most 20 usable ones a key. It opens its image while its key opens anything. */
export const createTicket = {
  method: 'POST',
  path: '/v1/keys/:id/tickets',
  summary: 'Makes a ticket for one image and tells its value and addresses.',
  idempotent: true,
  input: v.strictObject({
    id: keyIdSchema,
    label: ticketFields.label,
    image: ticketFields.image,
    expiresAt: v.optional(ticketFields.expiresAt, null),
  }),
  output: v.object({ ticket: ticketViewSchema, ...ticketSecret.entries }),
  // Without the addresses: the ticket is part of them.
  replayed: v.object({ ticket: ticketViewSchema, ...replayedSecret }),
  status: 201,
} as const satisfies Operation;

/** The ticket's value. Audited and counted as a look at a key's is. */
export const revealTicket = {
  method: 'POST',
  path: '/v1/keys/:id/tickets/:ticket/reveal',
  summary: 'Tells the value and addresses of a ticket.',
  input: oneTicket,
  output: ticketSecret,
} as const satisfies Operation;

/** What can be done to the tickets of a key: credentials for one image each, fit to stand in a URL. */
export const ticketOperations = {
  listTickets,
  createTicket,
  renameTicket: {
    method: 'PATCH',
    path: '/v1/keys/:id/tickets/:ticket',
    summary: 'Changes the label of a ticket.',
    input: v.strictObject({ id: keyIdSchema, ticket: ticketIdSchema, label: ticketFields.label }),
    output: changedTicket,
  },
  /** Refuses it from its next request on, and cuts the streams it opened. The key and its other tickets go on. */
  revokeTicket: {
    method: 'DELETE',
    path: '/v1/keys/:id/tickets/:ticket',
    summary: 'Revokes a ticket, for good and at once.',
    repeatable: true,
    input: oneTicket,
    output: changedTicket,
  },
  revealTicket,
} as const satisfies Record<string, Operation>;
