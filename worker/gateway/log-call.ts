import { codeOf } from '../http/problem.ts';
import { log } from '../log.ts';
import type { Place } from './place.ts';
import type { McpRequest } from './read-request.ts';

/** What may be said of a call: nothing that its client wrote. */
export interface Logged {
  readonly requestId: string;
  /** Checked: one that this deployment has made. */
  readonly image: string;
  readonly transport: Place['transport'];
  readonly call: Pick<McpRequest, 'era' | 'body'>;
}

/**
 * Answers a call, and logs one line of it: where to, how it ended (`passed`, or the refusal's code), the milliseconds until
 * its answer began, the bytes of its message.
 */
export async function logCall(
  { requestId, image, transport, call }: Logged,
  answer: () => Promise<Response>,
): Promise<Response> {
  const start = Date.now();
  const said = (code: string) => {
    const route = transport === 'sse' ? '/sse/:image' : '/mcp/:image';
    const bytes = call.body?.byteLength ?? 0;
    log({ event: 'call', requestId, route, image, era: call.era, code, ms: Date.now() - start, bytes });
  };
  try {
    const response = await answer();
    said('passed');
    return response;
  } catch (thrown) {
    said(codeOf(thrown));
    throw thrown;
  }
}
