import type { KeyView } from '../../shared/key/key.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { SessionView } from '../../shared/session/session.ts';
import type { By } from '../audit/entry.ts';
import type { Answered } from './answered.ts';
import { CredentialGate, now } from './credential-gate.ts';
import { isDraining } from './drain.ts';
import { objectionTo } from './endings.ts';
import { noteRelease } from './session-notes.ts';
import { soonMs } from './soon.ts';
import { inForce } from './state.ts';
import type { Objection, Stake } from './watchers.ts';

const endedListed = 100;

/** What a key's gate answers about sessions, and to the streams that are open in them. */
export abstract class SessionGate extends CredentialGate {
  /** The key as it is in force. */
  abstract read(): Promise<Result<KeyView>>;

  /** Refusals: those of `read`. */
  async listSessions(): Promise<Result<SessionView[]>> {
    const key = await this.read();
    return key.ok ? ok(this.parts.desk.list(endedListed)) : key;
  }

  /** The open ones as they are, once the record knows of all that started or ended. Refusals: those of `read`, `record_unavailable`. */
  async publishSessions(): Promise<Result<SessionView[]>> {
    const key = await this.read();
    if (!key.ok) return key;
    const isTold = await this.parts
      .inTurn(() => this.parts.desk.publish())
      .then(
        () => true,
        () => false,
      );
    return isTold ? ok(this.parts.desk.list(0)) : refuse('record_unavailable');
  }

  /** Refusal: `session_unknown`. */
  async readSession(id: string): Promise<Result<SessionView>> {
    return this.parts.desk.read(id);
  }

  /** Refusals: `session_unknown`, `session_over`. */
  async touchSession(id: string): Promise<Result<SessionView>> {
    const session = this.parts.desk.touch(id);
    if (session.ok) await this.parts.wakeUp.by(now() + soonMs);
    return session;
  }

  /** Ends the open sessions on an image that is closed. Doing it again does nothing. */
  async endSessionsOn(image: string): Promise<void> {
    for (const session of this.parts.sessions.all().filter((each) => each.image === image))
      this.parts.endings.end(session, now(), 'image_disabled');
    await this.parts.leases.fence();
  }

  /** Somebody ends a session. Refusal: `session_unknown`. */
  async endSessionFor(id: string, by: By): Promise<Result<SessionView>> {
    return this.parts.inTurn(async () => this.parts.desk.end(id, by));
  }

  /** Somebody ends all; gives how many. */
  async endSessionsFor(by: By): Promise<Result<number>> {
    return this.parts.inTurn(async () => ok(this.parts.desk.endAll(by)));
  }

  /** An upstream gave a session an id of its own, sealed in `handle`: it is to be closed there when it ends here. */
  async noteUpstream(session: string, handle: string): Promise<void> {
    this.parts.holdings.note(session, 'session', handle);
    await this.parts.wakeUp.by(now() + soonMs); // It may have ended meanwhile.
  }

  /** A bridge had the upstream's own session closed, or gave it up. */
  async noteRelease(session: string, outcome: 'closed' | 'given_up'): Promise<void> {
    const known = this.parts.sessions.find(session);
    if (known !== undefined) noteRelease(this.parts.events, known, outcome);
    await this.parts.wakeUp.by(now() + soonMs);
  }

  /** What a call of a session opened at its upstream is to be closed there when the session ends here. */
  async noteOpened(session: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) this.parts.holdings.note(session, 'opened', id);
    await this.parts.wakeUp.by(now() + soonMs); // It may have ended meanwhile.
  }

  /** A client has closed what was opened. */
  async noteClosed(id: string): Promise<void> {
    this.parts.holdings.closed(id);
  }

  /** What answers had since it was last told; nobody waits for it. */
  async noteAnswered(answered: readonly Answered[]): Promise<void> {
    for (const each of answered) {
      if (each.session !== null) this.parts.sessions.answered(each.session, each.bytes);
      this.parts.usage.noteAnswered(each);
    }
    await this.parts.wakeUp.by(now() + soonMs);
  }

  /** A call is over: its slot is free for another. */
  async giveBack(slot: string): Promise<void> {
    this.parts.limits.giveBack(slot);
  }

  /** Why a stream must end; `null`: it may go on, and keeps its slot if it has one. */
  async objection({ session, ticket, slot }: Stake): Promise<Objection | null> {
    if (slot !== null) this.parts.limits.renew(slot);
    const state = this.parts.store.read();
    const isOpen = state !== null && inForce(state)?.status === 'active';
    if (!isOpen && !isDraining(state, session, now())) return { code: 'key_disabled' };
    if (ticket !== null && !this.parts.mayGoOn(ticket)) return { code: 'key_disabled' };
    const { end } = this.parts.sessions.find(session) ?? { end: { reason: 'upstream' as const } };
    return end && objectionTo(end.reason);
  }

  /** The client or the upstream is done with a session. */
  async endSession(id: string, reason: 'client' | 'upstream'): Promise<void> {
    this.parts.limits.giveBackOf(id);
    const session = this.parts.sessions.get(id);
    if (session === undefined) return;
    this.parts.endings.end(session, now(), reason);
    await this.parts.leases.fence();
  }

  /** A stream asks to be told when it must end: `/watch/<session>/<ticket>`, upgraded to a WebSocket; `?call` where it is a call's. */
  override async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const [, , session = '', named = ''] = pathname.split('/');
    const stake = { session, ticket: named === '' ? null : named, slot: null, isCall: search === '?call' };
    const objection = await this.objection(stake);
    return objection === null ? this.parts.watchers.accept(stake) : Response.json(objection, { status: 403 });
  }

  override async webSocketClose(socket: WebSocket): Promise<void> {
    const session = this.parts.watchers.callOf(socket);
    if (session !== undefined) this.parts.sessions.use(session, { activeAt: now() }); // It was in use until now.
    socket.close();
  }
}
