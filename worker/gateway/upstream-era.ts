import { member } from '../../shared/mcp/member.ts';
import type { Era } from '../../shared/session/session.ts';
import { readBytes } from '../http/body.ts';
import type { McpRequest } from './read-request.ts';

const longestRefusal = 64 * 1024;
const mostRemembered = 1_000;

/** Errors by which a server of 2026-07-28 refuses what it does not speak (MCP 2026-07-28, Versioning). */
const modernCodes = [-32_022, -32_021, -32_020, -32_601, -32_602];

/**
 * What era each image's upstream was last found to speak, where that is not its client's. Kept by this isolate alone:
 * where it is wrong or missing, the next call finds out.
 */
const found = new Map<string, Era>();

export function rememberedEra(image: string): Era | undefined {
  return found.get(image);
}

export function rememberEra(image: string, era: Era): void {
  if (found.size >= mostRemembered) found.clear();
  found.set(image, era);
}

export function forgetEra(image: string): void {
  found.delete(image);
}

/** Whether a call could go over a bridge instead. Discovery could not: clients find out by it which era they may speak. */
export function mayCross({ era, intent }: Pick<McpRequest, 'era' | 'intent'>): boolean {
  return era === 'stateless' ? intent !== 'discover' : intent === 'open';
}

/**
 * Whether an answer says that its server does not speak the era of `call`; the answer to go on with comes with it, since
 * looking reads its body.
 */
export async function readEra(
  answer: Response,
  call: Pick<McpRequest, 'era'>,
): Promise<{ isOther: boolean; answer: Response }> {
  if (![400, 404, 405, 406].includes(answer.status)) return { isOther: false, answer };
  const bytes = await readBytes(answer.body, longestRefusal).catch(() => new Uint8Array());
  const isModern = modernCodes.includes(codeIn(new TextDecoder().decode(bytes)));
  return { isOther: isModern === (call.era === 'legacy'), answer: new Response(bytes, answer) };
}

function codeIn(text: string): number {
  try {
    return Number(member(JSON.parse(text), 'error', 'code'));
  } catch {
    return NaN; // No JSON: no error of JSON-RPC.
  }
}
