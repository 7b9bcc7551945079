import { mcpAddress } from '../../shared/address/build.ts';
import type { Output } from '../../shared/api/contract.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { Context } from '../context.ts';
import type { Verdict } from '../gate/verify.ts';
import { createCallClock } from '../gateway/call-clock.ts';
import { readTools, toolsRequest, type ListedTools } from '../gateway/list-tools.ts';
import { passOn } from '../gateway/pass-on.ts';
import { readMessage, readRequest } from '../gateway/read-request.ts';
import { upstreamFor } from '../gateway/upstream-for.ts';
import { codeOf, orThrow } from '../http/problem.ts';
import { askImage } from '../images/ask-image.ts';
import { keyring } from '../secrets/keyring.ts';
import { askGate } from './ask-gate.ts';

/** Shorter than pages wait for an answer, so that they hear what it was that did not come. */
const patienceMs = 8_000;

/** A test belongs to no session, and nothing of it is charged or counted. */
const noAccount = {
  session: null,
  slot: null,
  callSeconds: null,
  account: { count: () => undefined, close: async () => undefined },
};

/** A key and the image to try it on. */
interface Trial {
  readonly id: string;
  readonly image: string;
}

/** What `contract.testKey` promises. Throws `key_not_found`, `key_deleted`, `gate_unavailable` of the key. */
export async function testKey({ id, image }: Trial, context: Context): Promise<Output<'testKey'>> {
  const { env, ip } = context;
  const begunAt = Date.now();
  const signal = AbortSignal.timeout(patienceMs);
  const request = toolsRequest(mcpAddress(env.GATEWAY, { id: image }), signal);
  const message = await readMessage(request);
  const call = await readRequest(request, message, { keyId: id, image }, await keyring(env));
  const ask = { image, ip, wants: call.wants };
  const verdict = orThrow(await askGate(id, env, (gate) => gate.verifyOwn(ask)));
  const listed = await list(verdict, { id, image, request, call }, context);
  const found = listed.ok
    ? { code: null, ...listed.value, tools: [...listed.value.tools] }
    : { code: signal.aborted ? ('upstream_timeout' as const) : listed.code, tools: [], hasMore: false };
  return { ...found, latencyMs: Date.now() - begunAt };
}

type Asked = Trial & Pick<Parameters<typeof passOn>[0], 'request' | 'call'>;

/** The way of a call that its gate lets pass, but for what keeps account of it. Refusals: those of the gateway. */
async function list(
  { code, policy, projectId }: Verdict & { readonly projectId: string },
  { id, image, request, call }: Asked,
  context: Context,
): Promise<Result<ListedTools>> {
  const { env } = context;
  if (code !== null) return refuse(code);
  if (policy === null) return refuse('gate_unavailable');
  const upstream = await upstreamFor(await askImage(image, env, (gate) => gate.admit()), projectId, env);
  if (!upstream.ok) return upstream;
  const presented = { keyId: id, ticket: null, digest: new Uint8Array(), via: 'header' } as const; // No value was sent.
  const belonging = { ...noAccount, policy, presented, image, clock: createCallClock() };
  try {
    const admitted = { request, call, ...belonging, upstream: upstream.value };
    return await readTools(await passOn(admitted, env, context));
  } catch (thrown) {
    const fault = codeOf(thrown);
    if (fault === 'internal') throw thrown;
    return refuse(fault);
  }
}
