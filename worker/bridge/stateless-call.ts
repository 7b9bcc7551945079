import { isObject, member } from '../../shared/mcp/member.ts';
import { asWholeResult, withId } from '../../shared/mcp/respell.ts';
import type { Hub, Sink } from './hub.ts';
import type { Link } from './link.ts';
import { mayAsk } from './may-ask.ts';
import { openSink } from './sink.ts';
import type { Waiter } from './waiting-calls.ts';

interface Question {
  readonly id: unknown;
  readonly method: string;
  readonly params: unknown;
}

export interface CallDeps {
  readonly link: Link;
  readonly hub: Hub;
  /** Of the call upstream: clients of one session may use the same ids. */
  readonly id: string;
  /** Keeps the call until its client is back; gives the state that leads to it. */
  readonly park: () => string;
  /** What a client is told where nothing comes in time. */
  readonly late: () => string;
  readonly patienceMs: number;
}

/**
 * One call of a stateless client, which goes on upstream while the client is asked: what the server asks ends the client's
 * request with a result that asks for it, and the client comes back with what it says (multi-round-trip requests).
 */
// oxlint-disable-next-line max-lines-per-function -- The state of one call, which all of this shares.
export function createStatelessCall(capabilities: unknown, deps: CallDeps) {
  const { link, hub, id, park, late, patienceMs } = deps;
  const questions: Question[] = [];
  let open: { readonly id: unknown; readonly name: string } | null = null;
  let client: { readonly id: unknown; readonly sink: Sink } | null = null;
  let answer: string | null = null;

  const tell = (message: object) =>
    void link.send(JSON.stringify({ jsonrpc: '2.0', ...message })).catch(() => undefined);

  function reply(text: (clientId: unknown) => string): void {
    if (client === null) return;
    const { id: clientId, sink } = client;
    client = null;
    sink.write(text(clientId));
    sink.end();
  }

  function ask({ id: asked, method, params }: Question): void {
    const name = `question_${crypto.randomUUID()}`;
    open = { id: asked, name };
    const result = {
      resultType: 'input_required',
      inputRequests: { [name]: { method, params } },
      requestState: park(),
    };
    reply((clientId) => JSON.stringify({ jsonrpc: '2.0', id: clientId, result }));
  }

  /** Tells the client what there is to tell, if it waits. */
  function settle(): void {
    if (client === null) return;
    if (answer !== null) {
      const text = answer;
      return reply((clientId) => asWholeResult(withId(text, clientId)));
    }
    const next = open === null ? questions.shift() : undefined;
    if (next !== undefined) ask(next);
  }

  function heardQuestion(question: Question): void {
    if (mayAsk(capabilities, question.method)) questions.push(question);
    else tell({ id: question.id, error: { code: -32_601, message: 'The client cannot be asked that' } });
  }

  return {
    /** Hears what the server says of it. */
    hear(text: string): void {
      const message: unknown = JSON.parse(text);
      const method = member(message, 'method');
      const asked = member(message, 'id');
      if (typeof method !== 'string') answer = text;
      else if (asked === undefined) return client?.sink.write(text); // While the client is away, it hears none.
      else heardQuestion({ id: asked, method, params: member(message, 'params') ?? {} });
      settle();
    },

    /** The client waits from now on; what it was asked is in `message`. It cancels by leaving. */
    wait(message: unknown, waiter: Waiter): Response {
      const leave = () => client?.sink === sink && cancel('The client has gone.');
      const { sink, response } = openSink({
        gone: leave,
        waiter,
        patience: {
          patienceMs,
          late: () => {
            reply((clientId) => withId(late(), clientId));
            cancel('It took too long.');
          },
        },
      });
      client = { id: member(message, 'id'), sink };
      const said = open === null ? undefined : member(message, 'params', 'inputResponses', open.name);
      if (open !== null && isObject(said)) {
        tell({ id: open.id, result: said });
        open = null;
      } else if (open !== null) reAsk(open);
      settle();
      return response;
    },
  };

  function cancel(reason: string): void {
    client = null;
    hub.forget(id);
    tell({ method: 'notifications/cancelled', params: { requestId: id, reason } });
  }

  /** Whoever comes back without an answer is asked again. */
  function reAsk({ id: asked }: { readonly id: unknown }): void {
    tell({ id: asked, result: { action: 'cancel' } });
    open = null;
  }
}
export type StatelessCall = ReturnType<typeof createStatelessCall>;
