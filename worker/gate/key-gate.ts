import { DurableObject } from 'cloudflare:workers';

import type { ErrorCode } from '../../shared/errors.ts';
import type { KeyView, PolicyRef } from '../../shared/key/key.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { leaseEnd } from '../../shared/session/lease.ts';
import type { EndReason, SessionView } from '../../shared/session/session.ts';
import type { By } from '../audit/entry.ts';
import { createKeyTable } from '../keys/key-table.ts';
import { log } from '../log.ts';
import { createShelf } from '../policies/shelf.ts';
import { createAdmission, type Call } from './admission.ts';
import { createAlarm } from './alarm.ts';
import { createCommands, type Changed, type StatusCommand } from './commands.ts';
import { newKeyRecord, type Order } from './new-key.ts';
import { createQueue } from './queue.ts';
import { revealSecret } from './reveal.ts';
import { createSessions } from './sessions.ts';
import { statusInForce, viewOf } from './state.ts';
import { createStateStore } from './state-store.ts';
import { createWatchers } from './watchers.ts';

const endedListed = 100;

const now = () => Date.now();

/** Long enough to spare most gates the trouble, short enough for what a crash left behind. */
const soonMs = 5_000;

/**
 * The gate of one key, named by the key's id: its only writer, the judge of every call, the keeper of its
 * sessions. Refusals are answered as values, since a thrown one loses its code on the way out.
 */
export class KeyGate extends DurableObject<Env> {
  readonly table = createKeyTable(this.env.RECORD);
  private readonly store = createStateStore(this.ctx.storage);
  private readonly sessions = createSessions(this.ctx.storage.sql);
  private readonly shelf = createShelf(this.env.SHELF);
  private readonly watchers = createWatchers(this.ctx);
  private readonly wakeUp = createAlarm(this.ctx.storage);
  private readonly inTurn = createQueue();
  private restored = false;
  private readonly judge = createAdmission({
    sessions: this.sessions,
    policyOf: (ref) => this.shelf.get(ref),
    end: (session, at, reason) => this.endOne(session, at, reason),
    now,
  });
  private readonly commands = createCommands({
    store: this.store,
    table: this.table,
    shut: (reason) => this.shut(reason),
    remind: () => this.wakeUp.by(now() + soonMs),
    now,
  });

  /** Makes the key. Refusals: those of `createCommands().create`. */
  async create(order: Order, by: By): Promise<Result<Changed>> {
    const record = await newKeyRecord(order, now(), this.env);
    return this.inTurn(() => this.commands.create(record, by));
  }

  /** Refusals: those of `createCommands().change`. */
  async change(command: StatusCommand, by: By): Promise<Result<Changed>> {
    return this.inTurn(() => this.commands.change(command, by));
  }

  /** The key's value, audited first. Refusals: those of `revealSecret`. */
  async reveal(by: By): Promise<Result<string>> {
    return this.inTurn(async () => {
      await this.commands.settle();
      return revealSecret(this.store.read(), by, { table: this.table, now, env: this.env });
    });
  }

  /** The key as it is in force. Refusals: `key_not_found`, `key_deleted`, `gate_unavailable`. */
  async read(): Promise<Result<KeyView>> {
    const state = this.store.read();
    if (state === null) return refuse('gate_unavailable');
    const status = statusInForce(state);
    if (state.record === null || status === null) return refuse('key_not_found');
    return status === 'deleted' ? refuse('key_deleted') : ok(viewOf(state.record, status));
  }

  /** Refusals: those of `read`. */
  async listSessions(): Promise<Result<SessionView[]>> {
    const key = await this.read();
    return key.ok ? ok(this.sessions.list(endedListed)) : key;
  }

  /** Judges one call; gives its session. Loads first what judging needs, then answers from memory. */
  async admit(call: Call): Promise<Result<string | null>> {
    await this.loadPolicies();
    const verdict = this.judge(this.store.read(), call);
    if (verdict.ok) await this.wakeUp.by(now() + soonMs);
    return verdict;
  }

  /** Why a stream of this session must end; `null`: it may go on. */
  async objection(session: string): Promise<ErrorCode | null> {
    const state = this.store.read();
    if (state === null || statusInForce(state) !== 'active') return 'key_disabled';
    return this.sessions.get(session) === undefined ? 'session_ended' : null;
  }

  /** The client or the upstream is done with a session. */
  async endSession(id: string, reason: 'client' | 'upstream'): Promise<void> {
    const session = this.sessions.get(id);
    if (session !== undefined) this.endOne(session, now(), reason);
  }

  /** A stream asks to be told when it must end: `/watch/<session>`, upgraded to a WebSocket. */
  override async fetch(request: Request): Promise<Response> {
    const session = new URL(request.url).pathname.split('/').at(-1) ?? '';
    const objection = await this.objection(session);
    return objection === null ? this.watchers.accept(session) : new Response(objection, { status: 403 });
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    socket.close();
  }

  /** Settles, writes down, ends what is over. Never rejects: the platform gives up on an alarm after six tries. */
  override async alarm(): Promise<void> {
    this.wakeUp.rang();
    const next = await this.tidy().catch((error: unknown) => {
      log({ event: 'gate_alarm_failed', error });
      return now() + soonMs;
    });
    if (next < Infinity) await this.wakeUp.by(next);
  }

  /** When to look again, Unix milliseconds; `Infinity`: nothing is left to do. */
  private async tidy(): Promise<number> {
    const settled = await this.inTurn(() => this.commands.settle());
    await this.loadPolicies();
    for (const session of this.sessions.all()) this.endIfOver(session);
    this.sessions.flush();
    return settled ? this.nextEnd() : now() + soonMs;
  }

  private shut(reason: 'cut' | 'deleted'): void {
    for (const { id } of this.sessions.all()) this.sessions.end(id, now(), reason);
    this.watchers.cut('key_disabled');
  }

  private endOne(session: SessionView, at: number, reason: EndReason): void {
    this.sessions.end(session.id, at, reason);
    this.watchers.cut('session_ended', session.id);
  }

  private endIfOver(session: SessionView): void {
    const over = this.endOf(session);
    if (over !== undefined && over.at <= now()) this.endOne(session, over.at, over.reason);
  }

  private nextEnd(): number {
    return Math.min(...this.sessions.all().map((session) => this.endOf(session)?.at ?? Infinity));
  }

  private endOf(session: SessionView) {
    const policy = this.shelf.get(session.policy);
    return policy && leaseEnd({ ...session, userActiveAt: session.startedAt }, policy);
  }

  private async loadPolicies(): Promise<void> {
    const current = this.store.read()?.record?.policy;
    const refs: PolicyRef[] = [
      ...(current ? [current] : []),
      ...this.sessions.all().map(({ policy }) => policy),
    ];
    await Promise.all(refs.map((ref) => this.shelf.load(ref)));
  }
}
