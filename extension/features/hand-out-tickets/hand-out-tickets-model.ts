import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { TicketView } from '../../../shared/ticket/ticket.ts';
import type { Failure } from '../../api/failure.ts';
import { createRemote } from '../../api/remote.ts';
import { readLocalTime } from '../../ui/local-time.ts';
import type { Say } from '../../ui/say.ts';

/** A ticket that is being made. */
export interface TicketDraft {
  readonly label: string;
  readonly image: string;
  /** As a field for times has it; empty: as long as its key. */
  readonly expires: string;
}

export interface HandOutTicketsDeps {
  readonly client: Pick<Client, 'listTickets' | 'createTicket' | 'revealTicket' | 'revokeTicket'>;
  /** Of the key. */
  readonly id: string;
  readonly writeClipboard: (text: string) => Promise<void>;
  readonly say: Say;
}

export type HandOutTicketsModel = ReturnType<typeof createHandOutTicketsModel>;

/** The tickets of a key: their addresses are made and copied in one step, and never shown. */
export function createHandOutTicketsModel({ client, id, writeClipboard, say }: HandOutTicketsDeps) {
  const remote = createRemote(async () => (await client.listTickets({ id })).tickets, say);
  const draft = signal<TicketDraft | null>(null);
  const copied = signal<{ readonly ticket: string; readonly failure: Failure | null } | null>(null);

  const put = async (ticket: string, url: string) => {
    const failure = await writeClipboard(url).then(
      () => null,
      (): Failure => 'clipboard_denied',
    );
    copied.value = { ticket, failure };
    say(failure === null ? 'saidTicketCopied' : 'error_clipboard_denied');
  };

  return {
    remote,
    /** `null`: none is being made. */
    draft,
    /** The ticket whose address was copied last, or why it could not be. */
    copied,
    write(change: Partial<TicketDraft>) {
      draft.value = { label: '', image: '', expires: '', ...draft.value, ...change };
    },
    cancel: () => void (draft.value = null),
    /** Makes the ticket and copies its address. */
    async create() {
      const { value } = draft;
      if (value === null) return;
      const { label, image, expires } = value;
      let url = '';
      let ticket = '';
      const isDone = await remote.attempt(async () => {
        const made = await client.createTicket({ id, label, image, expiresAt: readLocalTime(expires) });
        [ticket, url] = [made.ticket.id, made.url];
      });
      if (!isDone) return;
      draft.value = null;
      await put(ticket, url);
    },
    async copy({ id: ticket }: TicketView) {
      let url = '';
      const isDone = await remote.attempt(async () => {
        ({ url } = await client.revealTicket({ id, ticket }));
      });
      if (isDone) await put(ticket, url);
    },
    revoke: ({ id: ticket }: TicketView) =>
      remote.attempt(() => client.revokeTicket({ id, ticket }), 'saidTicketRevoked'),
  };
}
