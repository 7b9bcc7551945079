import { DurableObject } from 'cloudflare:workers';

import type { KeyView } from '../../shared/key/key.ts';
import type { Ask } from '../../shared/policy/ask.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { TicketView } from '../../shared/ticket/ticket.ts';
import type { By } from '../audit/entry.ts';
import { checkRead } from './check-read.ts';
import type { Knock } from './door.ts';
import { noteExposedTicket } from './exposed-ticket.ts';
import { createGateParts } from './gate-parts.ts';
import { newTicketRecord, type TicketOrder } from './new-ticket.ts';
import { recognise } from './recognise.ts';
import { ownSecret, revealSecret, ticketSecret, type Hidden } from './reveal.ts';
import { viewOf, type KeyRecord } from './state.ts';
import type { ChangedTicket } from './ticket-execution.ts';
import type { Verdict } from './verify.ts';

/** What a credential belongs to. */
export interface Recognised {
  readonly key: KeyView;
  readonly ticket: TicketView | null;
}

export const now = () => Date.now();

/** The part of a gate that is about credentials: the key's own secret, and its tickets. */
export class CredentialGate extends DurableObject<Env> {
  readonly parts = createGateParts(this.ctx, this.env, now);

  /** The key's value, audited first. Refusals: those of `revealSecret`. */
  async reveal(by: By): Promise<Result<string>> {
    return this.parts.inTurn(() => this.show(ownSecret, by));
  }

  private async show(find: (key: KeyRecord) => Result<Hidden>, by: By): Promise<Result<string>> {
    const { commands, table, chain, store } = this.parts;
    await commands.settle();
    return revealSecret(store.read(), find, by, { table, chain, now, env: this.env });
  }

  /** What a credential belongs to; `ticket` is `null` for the key's own secret. Refusals: those of `recognise`. */
  async recognise(credential: Pick<Knock, 'digest' | 'ticket'>): Promise<Result<Recognised>> {
    const { store, tickets, lastUse } = this.parts;
    const found = recognise(store.read(), tickets, credential, now());
    if (!found.ok) return found;
    const { key, ticket } = found.value;
    return ok({ key: viewOf(key, lastUse.of(key)), ticket });
  }

  /** What a call would come to. */
  async verify(ask: Knock & Ask): Promise<Result<Verdict>> {
    await this.parts.loadPolicies();
    return ok(this.parts.verify(this.parts.store.read(), ask));
  }

  /** The same for a call with the key's own value, whatever that is. Refusals: those of `checkRead`. */
  async verifyOwn(ask: Ask): Promise<Result<Verdict & { projectId: string }>> {
    await this.parts.loadPolicies();
    const state = this.parts.store.read();
    const key = checkRead(state);
    if (!key.ok) return key;
    const { verifier, projectId } = key.value;
    const knock = { digest: verifier ?? new Uint8Array(), ticket: null };
    return ok({ ...this.parts.verify(state, { ...ask, ...knock }), projectId });
  }

  /** Refusals: those of `createTicketCommands().create`. */
  async createTicket(order: TicketOrder, by: By): Promise<Result<ChangedTicket>> {
    const made = (key: KeyRecord) => newTicketRecord(order, key, now(), this.env);
    if (order.expiresAt !== null) await this.parts.wakeUp.by(order.expiresAt);
    return this.parts.inTurn(() => this.parts.ticketCommands.create(made, by));
  }

  /** Refusals: those of `createTicketCommands().list`. */
  async listTickets(): Promise<Result<TicketView[]>> {
    return this.parts.ticketCommands.list();
  }

  /** Refusals: those of `createTicketCommands().rename`. */
  async renameTicket(id: string, label: string, by: By): Promise<Result<ChangedTicket>> {
    return this.parts.inTurn(() => this.parts.ticketCommands.rename(id, label, by));
  }

  /** Refusals: those of `createTicketCommands().revoke`. */
  async revokeTicket(id: string, by: By): Promise<Result<ChangedTicket>> {
    return this.parts.inTurn(() => this.parts.ticketCommands.revoke(id, by));
  }

  /** Refusals: those of `noteExposedTicket`. */
  async noteExposedTicket(id: string, by: By): Promise<Result<null>> {
    return this.parts.inTurn(() => noteExposedTicket(id, by, { ...this.parts, now }));
  }

  /** The ticket's value and image, audited first. Refusals: those of `createTicketCommands().find` and `revealSecret`. */
  async revealTicket(id: string, by: By): Promise<Result<{ secret: string; image: string }>> {
    return this.parts.inTurn(async () => {
      const ticket = this.parts.ticketCommands.find(id);
      if (!ticket.ok) return ticket;
      const secret = await this.show((key) => ticketSecret(key, ticket.value), by);
      return secret.ok ? ok({ secret: secret.value, image: ticket.value.image }) : secret;
    });
  }
}
