import type { Operation } from '../../shared/api/operations/operation.ts';
import { Problem } from './problem.ts';
import { writeTag } from './revision.ts';

/** What the operation answers with when it does not refuse. */
const mediaOf = ({ lines }: Operation) => (lines ? 'application/x-ndjson' : 'application/json');

/** Throws `not_acceptable` where the caller takes nothing that the operation answers with (RFC 9110, section 12.5.1). */
export function checkAccept({ headers }: Request, operation: Operation): void {
  const media = mediaOf(operation);
  const taken = (headers.get('accept') ?? '*/*').split(',').flatMap((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return parameters.some((each) => /^q=0(?:\.0*)?$/.test(each)) ? [] : [type];
  });
  if (![media, 'application/*', '*/*'].some((type) => taken.includes(type)))
    throw new Problem('not_acceptable');
}

/** What a handler gave, as the operation's answer: one JSON text with the thing's ETag, or lines as they come. */
export function toAnswer(output: unknown, operation: Operation): Response {
  const headers = { 'content-type': mediaOf(operation), 'cache-control': 'no-store' };
  // Operations with lines have handlers that yield: `Handlers` holds them to it.
  if (operation.lines) return new Response(encode(output as AsyncIterable<unknown>), { headers });
  const status = isPending(output) ? 202 : (operation.status ?? 200);
  return Response.json(output, { status, headers: { ...headers, ...writeTag(output) } });
}

/** In force and not yet written, or begun and going on: see `changedKey` and `changedPolicy` of the contract. */
function isPending(output: unknown): boolean {
  if (typeof output !== 'object' || output === null) return false;
  if ('record' in output) return output.record === 'pending';
  return 'progress' in output && output.progress !== null;
}

/** Asks for the next line only when the reader wants it, so that a million of them never wait in memory. */
function encode(lines: AsyncIterable<unknown>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(next.value)}\n`));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
