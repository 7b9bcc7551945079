import { DurableObject } from 'cloudflare:workers';

import { errorPage } from '../../shared/api/problem.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { member } from '../../shared/mcp/member.ts';
import { rpcRefusal } from '../../shared/mcp/refusal.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Era } from '../../shared/session/session.ts';
import { overseersOf } from '../gateway/eye.ts';
import { detailOfFailure } from '../gateway/failed.ts';
import { isStream, type Trace } from '../gateway/upstream.ts';
import { watchCall } from '../gateway/watch.ts';
import type { Upstream } from '../images/catalogue.ts';
import { closeSession } from '../images/close-session.ts';
import { findUpstream } from '../images/find-upstream.ts';
import { createHub, type Hub } from './hub.ts';
import { faultOf, methodOf, type Link, type SessionHeaders } from './link.ts';
import { openCall } from './open-call.ts';
import { openLink, openOtherLink } from './open-link.ts';
import { openSink } from './sink.ts';
import { createStatelessFront, type StatelessFront } from './stateless-front.ts';
import { tellRelease } from './tell-release.ts';
import { createUpstreamSessions, type UpstreamSession } from './upstream-sessions.ts';
import { createWaitingCalls, type Waiter } from './waiting-calls.ts';

/** Often enough that the platform does not let go of an object that only waits. */
const heartbeatMs = 30_000;

/** What a bridge leads to, and for whom. */
export interface BridgeOptions {
  readonly upstream: Upstream;
  /** What the upstream speaks. */
  readonly era: Era;
  /** The upstream's. */
  readonly image: string;
  /** `null`: only looks, so nobody can end it. */
  readonly holder: UpstreamSession['holder'];
}

interface Held {
  link: Link;
  readonly hub: Hub;
  /** For an upstream that turns out to be of the other era. */
  readonly otherLink: () => Link;
  readonly front: StatelessFront;
  readonly end: (code: ErrorCode) => void;
}

/**
 * The bridge of one session: holds the connection to an upstream that speaks another transport or era than its client,
 * and brings each message to where it is waited for. Kept in memory: a bridge that is lost has ended its session, and only
 * closes what its upstream still holds for it.
 */
export class Bridge extends DurableObject<Env> {
  held: Held | null = null;

  readonly calls = createWaitingCalls();

  readonly upstreamSessions = createUpstreamSessions({
    kv: this.ctx.storage.kv,
    close: async ({ image, headers }) => closeSession(await findUpstream(image, this.env), headers),
    told: (session, outcome) => tellRelease(session, outcome, this.env),
    now: () => Date.now(),
  });

  /** Connects, once. Refusals: those of the upstream. */
  async open(options: BridgeOptions): Promise<Result<null>> {
    if (this.held !== null) return ok(null);
    return this.ctx.blockConcurrencyWhile(() => this.link(options));
  }

  async link({ upstream, era, image, holder }: BridgeOptions): Promise<Result<null>> {
    const abort = new AbortController();
    const hub = createHub();
    const end = (code: ErrorCode) => {
      if (abort.signal.aborted) return;
      hub.end((id) => this.refusal(code, '', id));
      this.held = null;
      abort.abort();
      this.ctx.waitUntil(this.release());
    };
    const session = holder?.session ?? this.ctx.id.name ?? '';
    const opened = (headers: SessionHeaders) => {
      this.upstreamSessions.note({ image, holder, headers }, abort.signal);
      this.ctx.waitUntil(this.release());
    };
    const lost = () => end('session_ended');
    const over = (id: unknown, code: ErrorCode) => hub.over(id, this.refusal(code, '', id));
    const options = { upstream, session, signal: abort.signal, receive: hub.receive, over, opened, lost };
    try {
      const link = await openLink(era, options);
      const otherLink = () => openOtherLink(era, options);
      const refusal = (code: ErrorCode, method: string) => this.refusal(code, method, null);
      this.held = { link, hub, otherLink, front: createStatelessFront({ link, hub, refusal }), end };
    } catch (error) {
      abort.abort();
      const { code, detail } = faultOf(error);
      return refuse(code, detail);
    }
    if (holder !== null) {
      const stake = { session: holder.session, ticket: null, slot: null, isCall: false }; // Of no one call, but of the session.
      const gates = overseersOf({ keyId: holder.keyId, image }, this.env);
      const watch = watchCall(stake, gates, { gone: () => abort.signal, longestMs: Infinity });
      watch.signal.addEventListener('abort', () => end(watch.code() ?? 'session_ended'));
      abort.signal.addEventListener('abort', () => watch.stop());
      this.ctx.waitUntil(this.release());
    }
    return ok(null);
  }

  /**
   * POST hands a message over, and streams what comes of it, or says that it was taken; the path says how the client
   * speaks (see `Front`). GET is the client's own stream, DELETE the end. 404 where nothing is held.
   */
  override async fetch(request: Request): Promise<Response> {
    const { held } = this;
    if (held === null) return new Response(null, { status: 404 });
    if (request.method === 'DELETE') {
      held.end('session_ended');
      return new Response(null, { status: 204 });
    }
    const front = new URL(request.url).pathname;
    if (request.method === 'GET') return listen(front, held);
    const waiter = this.calls.waiter(request);
    const answer = await this.hand(await request.text(), front, held, waiter).catch((error: unknown) => {
      const { code, detail } = faultOf(error);
      return Response.json({ code, ...(detail && { detail }) }, { status: 502 });
    });
    if (!isStream(answer)) waiter.over();
    return answer;
  }

  async hand(text: string, front: string, held: Held, waiter: Waiter): Promise<Response> {
    if (front === '/stateless') return held.front.ask(text, waiter);
    const say = (said: string) => send(said, held, waiter.trace);
    const message: unknown = JSON.parse(text);
    const isCall = member(message, 'id') !== undefined && methodOf(text) !== '';
    if (front === '/streamable-http' && isCall) {
      const refusal = (code: ErrorCode, method: string, id: unknown) => this.refusal(code, method, id);
      return openCall(text, message, { hub: held.hub, waiter, send: say, refusal });
    }
    if (isCall) held.hub.call(message); // Of HTTP+SSE.
    await say(text).catch((error: unknown) => {
      held.hub.forget(member(message, 'id'));
      throw error;
    });
    return new Response(null, { status: 202 });
  }

  /** What a client is told of a call that failed, under its id. */
  refusal(code: ErrorCode, method: string, id: unknown): string {
    const known = detailOfFailure({ method }, code);
    return JSON.stringify(rpcRefusal(code, idOf(id), { ...known, type: errorPage(this.env.GATEWAY, code) }));
  }

  /** Whoever waits for the call of that name has left. */
  async leave(name: string): Promise<void> {
    this.calls.leave(name);
  }

  /** Stays awake while it holds something, and until upstreams hold nothing for it any more. */
  override async alarm(): Promise<void> {
    await this.release();
  }

  private async release(): Promise<void> {
    const next = await this.upstreamSessions.release();
    const beat = this.held === null ? Infinity : Date.now() + heartbeatMs;
    if (Math.min(next, beat) < Infinity) await this.ctx.storage.setAlarm(Math.min(next, beat));
  }
}

/** Which era an upstream speaks shows when it refuses a handshake: one of the stateless era has none. */
async function send(text: string, held: Held, trace: Trace): Promise<void> {
  await held.link.send(text, trace).catch(async (error: unknown) => {
    const isOther = faultOf(error).code === 'upstream_invalid' && methodOf(text) === 'initialize';
    if (!isOther) throw error;
    held.link = held.otherLink();
    await held.link.send(text, trace);
  });
}

/** A client of HTTP+SSE hears first where its messages go; the gateway puts its own address there. */
function listen(front: string, { hub, end }: Held): Response {
  const isSse = front === '/sse';
  const { sink, response } = openSink({
    gone: () => (isSse ? end('session_ended') : undefined),
    first: isSse ? endpointEvent : '',
  });
  hub.listen(sink);
  return response;
}

const endpointEvent = 'event: endpoint\ndata: /bridge\n\n';

function idOf(id: unknown): string | number | null {
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
