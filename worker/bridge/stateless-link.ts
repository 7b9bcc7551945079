import { belongingOf } from '../../shared/mcp/belonging.ts';
import type { MessageId } from '../../shared/mcp/envelope.ts';
import { legacyVersions } from '../../shared/mcp/era.ts';
import { isObject, member } from '../../shared/mcp/member.ts';
import type { Trace } from '../gateway/upstream.ts';
import { exchange, faultOf, methodOf, readMessages, type Link, type LinkOptions } from './link.ts';
import { isBridged } from './bridged-methods.ts';
import { mayAsk } from './may-ask.ts';
import { createOpenExchanges } from './open-exchanges.ts';
import { toStateless, type ClientMeta } from './stateless-message.ts';

/** A server that keeps asking, or says that it does and asks nothing, must not keep the bridge asking for ever. */
const mostRounds = 100;
const mostQuestions = 100;

/** A request, the id that its client waits under, and whose trace it belongs to. */
interface Sent {
  readonly text: string;
  readonly id: unknown;
  readonly trace: Trace;
}

/** Connects to an upstream of the stateless era (2026-07-28): each message says all that a handshake had said once. */
// oxlint-disable-next-line max-lines-per-function -- What a handshake said and who was asked what, which all of this shares.
export function openStatelessLink(options: LinkOptions): Link {
  const { url } = options.upstream;
  const questions = new Map<unknown, (response: unknown) => void>();
  const open = createOpenExchanges(options.signal);
  let meta: ClientMeta = { clientInfo: undefined, clientCapabilities: {}, logLevel: undefined };
  let made = 0;

  const tell = (id: unknown, answer: object) =>
    options.receive(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));

  /** Asks, and gives each message of the answer to `hear`, as far as it belongs to it. */
  async function ask(
    { text, id, trace }: Sent,
    more: object,
    hear: (message: string) => void,
  ): Promise<void> {
    const { body, headers, id: own } = toStateless(text, meta, more);
    const method = methodOf(text);
    const hearsErrors = method !== 'server/discover'; // By its refusal it shows that it speaks otherwise.
    const asked = { verb: 'POST', method, headers: { ...headers, ...trace }, body, hearsErrors };
    const answer = await open.run(id, (signal) => exchange(url, { ...options, signal }, asked));
    let isOver = false;
    const heard = readMessages(answer, (message) => {
      const belonging = belongingOf(message, own as MessageId, 'stateless'); // Nothing else was let in by the gateway.
      if (isOver || belonging === 'stray' || belonging === 'broken') return;
      isOver = belonging === 'answers';
      hear(message);
    });
    void heard.then(() => {
      open.over(id);
      if (!isOver) options.over(id, 'upstream_invalid');
    });
  }

  /** Answers with what is asked for first, as long as anything is: each question becomes a request to the client. */
  function forward(sent: Sent, round = 1): (message: string) => void {
    return (message) => {
      const result = member(JSON.parse(message), 'result');
      if (member(result, 'resultType') !== 'input_required') return options.receive(message);
      const asked = questionsIn(result, meta.clientCapabilities);
      if (asked === null || round > mostRounds) return options.over(sent.id, 'upstream_invalid');
      void answered(asked).then((inputResponses) => {
        const requestState = member(result, 'requestState');
        const more = { inputResponses, ...(typeof requestState === 'string' && { requestState }) };
        return ask(sent, more, forward(sent, round + 1)).catch((error: unknown) =>
          options.over(sent.id, faultOf(error).code),
        );
      });
    };
  }

  /** What the client says to each of the questions. */
  async function answered(asked: readonly [string, unknown][]): Promise<Record<string, unknown>> {
    const all = asked.map(async ([name, request]) => {
      made += 1;
      const id = `keyharbor-${made}`;
      const said = new Promise<unknown>((resolve) => questions.set(id, resolve));
      tell(id, { method: member(request, 'method'), params: member(request, 'params') ?? {} });
      const answer = member(await said, 'result') ?? { action: 'cancel' };
      questions.delete(id);
      return [name, answer] as const;
    });
    return Object.fromEntries(await Promise.all(all));
  }

  async function initialize(id: unknown, params: unknown, trace: Trace): Promise<void> {
    meta = {
      ...meta,
      clientInfo: member(params, 'clientInfo'),
      clientCapabilities: member(params, 'capabilities') ?? {},
    };
    const wanted = member(params, 'protocolVersion');
    const known = legacyVersions.find((each) => each === wanted) ?? legacyVersions.at(-1);
    const text = '{"jsonrpc":"2.0","id":"keyharbor","method":"server/discover"}';
    await ask({ text, id, trace }, {}, (message) => {
      if (methodOf(message) !== '') return; // No answer yet.
      const found = member(JSON.parse(message), 'result');
      if (!isObject(found)) return options.lost();
      const { capabilities, instructions } = found;
      const serverInfo = member(found, '_meta', 'io.modelcontextprotocol/serverInfo') ?? {
        name: 'image',
        version: '0',
      };
      tell(id, { result: { protocolVersion: known, capabilities, serverInfo, instructions } });
    });
  }

  /** Whether the message was answered here, as it means nothing to a server without sessions. */
  function isAnswered(method: unknown, id: unknown, params: unknown): boolean {
    if (method === 'notifications/cancelled') open.cut(member(params, 'requestId'));
    if (method === 'logging/setLevel') meta = { ...meta, logLevel: member(params, 'level') };
    if (id === undefined) return true;
    if (isBridged(method)) return false;
    if (method === 'ping' || method === 'logging/setLevel') tell(id, { result: {} });
    else options.over(id, 'method_not_found');
    return true;
  }

  return {
    async send(text, trace = {}) {
      const message: unknown = JSON.parse(text);
      const [id, method, params] = ['id', 'method', 'params'].map((name) => member(message, name));
      if (method === undefined) return questions.get(id)?.(message);
      if (method === 'initialize') return initialize(id, params, trace);
      const sent = { text, id, trace };
      if (!isAnswered(method, id, params)) await ask(sent, {}, forward(sent));
    },
  };
}

/** What a result asks of a client with these capabilities, by name; `null`: what nobody may ask it. */
function questionsIn(result: unknown, capabilities: unknown): [string, unknown][] | null {
  const requests = member(result, 'inputRequests') ?? {};
  const asked = Object.entries(isObject(requests) ? requests : {});
  const isFair = asked.every(([, request]) => mayAsk(capabilities, member(request, 'method')));
  return isFair && asked.length <= mostQuestions ? asked : null;
}
