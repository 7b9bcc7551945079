import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';

import { api, callStateless, givenKey } from './support/calls.ts';
import { givenUpstream } from './support/upstream.ts';

afterEach(() => vi.restoreAllMocks());

const streams = 200;

/** An upstream whose streams say every `everyMs` what time it is there, until they are let go of. */
function givenTellingUpstream(everyMs: number) {
  givenUpstream(({ signal }) => {
    let timer: ReturnType<typeof setInterval> | null = null;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const tell = () => controller.enqueue(eventNow());
        timer = setInterval(tell, everyMs);
        tell();
        signal.addEventListener('abort', () => {
          clearInterval(timer);
          controller.enqueue(new TextEncoder().encode(':\n\n')); // Wakes the reader, as the end of a real fetch does.
        });
      },
      cancel: () => clearInterval(timer),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
}

function eventNow(): Uint8Array {
  return new TextEncoder().encode(`event: message\ndata: {"at":${performance.now()}}\n\n`);
}

/** Reads a stream to its end: when that was, when the last event of the upstream was, and the last event. */
async function readToEnd(response: Response) {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
  const told = Array.from(text.matchAll(/\{"at":([\d.]+)\}/g), ([, at]) => Number(at));
  return { endedAt: performance.now(), toldAt: told.at(-1) ?? 0, last: text.split('event: message').at(-1) };
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

test.each([
  ['that talk', 20],
  ['that are silent', 50_000],
])(
  '200 open streams %s are all cut by a disable, with no event from after its acknowledgement',
  async (name, ms) => {
    const { id, secret } = await givenKey();
    givenTellingUpstream(ms);
    const open = Array.from({ length: streams }, () =>
      callStateless({ secret, method: 'tools/call', params: { name: 'run' } }),
    );
    const ends = (await Promise.all(open)).map(readToEnd);
    const watched = () =>
      runInDurableObject(env.GATE.getByName(id), (_, state) => state.getWebSockets().length);
    await vi.waitFor(async () => expect(await watched()).toBe(streams), { interval: 50, timeout: 20_000 });
    const sentAt = performance.now();
    await api.disableKey({ id });
    const acknowledgedAt = performance.now();
    const all = await Promise.all(ends);
    for (const { last, toldAt } of all) {
      expect(last).toContain('"key_disabled"');
      expect(toldAt).toBeLessThanOrEqual(acknowledgedAt);
    }
    const took = all.map(({ endedAt }) => endedAt - sentAt).toSorted((a, b) => a - b);
    const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)].map((each) => each.toFixed(0));
    // oxlint-disable-next-line no-console -- The figures are what this test is asked for.
    console.log(
      `${streams} streams ${name}: cut ${p50} ms (p50), ${p99} ms (p99) after the disable was sent`,
    );
    expect(await watched()).toBe(0);
  },
  60_000,
);
