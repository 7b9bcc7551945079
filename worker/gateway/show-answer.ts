import { belongingOf, mayMatter } from '../../shared/mcp/belonging.ts';
import type { ServerEvent } from '../../shared/mcp/event-stream.ts';
import { utf8 } from '../../shared/mcp/utf8.ts';
import { readBytes } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { changeEvents } from './change-events.ts';
import { failed } from './failed.ts';
import { noteOpened, type HearAnswer } from './note-opened.ts';
import { listedUnder, ownEvent, ownText, type Sight } from './own-answer.ts';
import type { Admitted } from './pass-on.ts';
import type { McpRequest } from './read-request.ts';
import { relay, type Lasting } from './relay.ts';
import { isJson, isStream } from './upstream.ts';
import type { Watch } from './watch.ts';

/** Of an answer that comes in one piece; nothing that a client could use is larger. */
const largestAnswer = 4 * 1024 * 1024;

/**
 * The body of an answer as the client may see it: only what belongs to its call, and of lists only what its key may use.
 * `watch` is done with once it is over. `null`: it says nothing that a client of MCP could read.
 *
 * Throws `upstream_invalid` where an answer that must be there is none, and why the call was cut while it was read.
 */
export async function showAnswer(
  answer: Response,
  admitted: Admitted,
  watch: Watch,
  env: Env,
  ctx: Lasting,
): Promise<ReadableStream | Uint8Array | null> {
  const { call, policy, presented, image, account } = admitted;
  const sight = call.isOwn && answer.ok ? await listedUnder(presented.keyId, { image, policy }, env) : null;
  const hear = noteOpened(admitted, env);
  // Asked for only where it is needed: as an object of its own it lives until the next full collection.
  const source: ReadableStream<Uint8Array> | null = answer.ok && isStream(answer) ? answer.body : null;
  if (source !== null) {
    const heard = { isAnswered: false };
    const mayEndOpen = call.id === null || call.era === 'legacy'; // To be resumed, or with an answer elsewhere.
    const change = changeEvents((event) => shownEvent(event, call, { sight, hear }, heard));
    const isAnswered = () => mayEndOpen || heard.isAnswered;
    return relay({ source, change, watch, call, isAnswered, account, gateway: env.GATEWAY }, ctx);
  }
  try {
    return await shownBody(answer, call, { sight, hear });
  } catch (thrown) {
    const code = watch.code();
    throw code === null ? thrown : failed(call, code, watch.detail());
  } finally {
    watch.stop();
  }
}

/** What an answer has to do with before its client has it. */
interface Eyes {
  readonly sight: Sight | null;
  readonly hear: HearAnswer | null;
}

/** One event as the client may see it: empty where it is not the client's, `null` where it cannot be judged. */
function shownEvent(
  event: ServerEvent,
  { id, era }: McpRequest,
  { sight, hear }: Eyes,
  heard: { isAnswered: boolean },
): string | null | Promise<string | null> {
  if (id !== null && mayMatter(event.raw) && event.name === 'message' && event.data !== '') {
    const belonging = belongingOf(event.data, id, era);
    if (belonging === 'broken') return null;
    if (belonging === 'stray') return '';
    if (belonging === 'answers') {
      if (heard.isAnswered) return ''; // Once is enough: a second answer is nobody's.
      heard.isAnswered = true;
      if (hear !== null) return hear(event.data).then(() => shown(event, sight));
    }
  }
  return shown(event, sight);
}

function shown(event: ServerEvent, sight: Sight | null): string | Promise<string | null> {
  return sight === null ? event.raw : ownEvent(event, sight);
}

async function shownBody(
  answer: Response,
  call: McpRequest,
  { sight, hear }: Eyes,
): Promise<Uint8Array | null> {
  const isDue = answer.ok && call.id !== null && call.sse !== 'message';
  const bytes = await readJson(answer);
  const text = bytes && utf8(bytes); // What is not UTF-8 is no JSON.
  if (isDue && !isAnswerTo(call, text)) throw new Problem('upstream_invalid');
  if (text === null || text === '') return null;
  if (hear !== null) await hear(text);
  return sight === null ? bytes : new TextEncoder().encode(await ownText(text, sight));
}

/** `null` where it is no JSON, is lost on the way, or is larger than anything that a client could use. */
async function readJson(answer: Response): Promise<Uint8Array | null> {
  if (isJson(answer)) return readBytes(answer, largestAnswer).catch(() => null);
  await answer.body?.cancel();
  return null;
}

function isAnswerTo({ id, era }: McpRequest, text: string | null): boolean {
  return id !== null && text !== null && belongingOf(text, id, era) === 'answers';
}
