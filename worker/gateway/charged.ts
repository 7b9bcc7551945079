import type { Pass } from '../gate/admission.ts';
import type { KeyGate } from '../gate/key-gate.ts';
import { standingHeaders } from './rate-limit.ts';

/**
 * Answers a call that was charged: says where the key stands, and gives the call's slot back once the answer has
 * ended, whichever side ends it. Where nobody counts calls at once, the answer goes through untouched.
 */
export async function charged(
  answer: () => Promise<Response>,
  { slot, standing }: Pass,
  gate: () => DurableObjectStub<KeyGate>,
  ctx: ExecutionContext,
): Promise<Response> {
  if (slot === null) return withStanding(await answer(), standing);
  // Lost on its way, the slot comes free by itself a little later.
  const giveBack = () =>
    gate()
      .giveBack(slot)
      .catch(() => undefined);
  const response = await answer().catch(async (thrown: unknown) => {
    await giveBack();
    throw thrown;
  });
  const { readable, writable } = new IdentityTransformStream();
  ctx.waitUntil(copy(response.body, writable).then(giveBack));
  return withStanding(new Response(response.body && readable, response), standing);
}

function withStanding(response: Response, standing: Pass['standing']): Response {
  for (const [name, value] of Object.entries(standingHeaders(standing))) response.headers.set(name, value);
  return response;
}

/** Until either side ends. By hand, since the platform pipes no transformed stream into another. Never rejects. */
async function copy(source: ReadableStream<Uint8Array> | null, target: WritableStream): Promise<void> {
  if (source === null) return;
  const [reader, writer] = [source.getReader(), target.getWriter()];
  // A client that hangs up is noticed here, even while the source is silent.
  writer.closed.catch(async (reason: unknown) => reader.cancel(reason)).catch(() => undefined);
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return await writer.close();
      await writer.write(value);
    }
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    await reader.cancel(error).catch(() => undefined);
  }
}
