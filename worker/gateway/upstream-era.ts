import { member } from '../../shared/mcp/member.ts';
import { parseJson } from '../../shared/parse-json.ts';
import type { Era } from '../../shared/session/session.ts';
import { readBytes } from '../http/body.ts';
import type { McpRequest } from './read-request.ts';
import { isJson } from './upstream.ts';

/** Of an answer that may tell the era. */
const longestBody = 256 * 1024;
const mostRemembered = 1_000;

/** Errors by which a server of 2026-07-28 refuses what it does not speak (MCP 2026-07-28, Versioning). */
const unknownMethod = -32_601;
const modernCodes = [-32_022, -32_021, -32_020, unknownMethod, -32_602];

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

/** Whether a call could go over a bridge instead: of the eras with sessions, only the one that opens a session. */
export function mayCross({ era, intent }: Pick<McpRequest, 'era' | 'intent'>): boolean {
  return era === 'stateless' || intent === 'open';
}

/**
 * Whether an answer says that its server does not speak the era of `call`; the answer to go on with comes with it, since
 * looking reads its body.
 */
export async function readEra(
  answer: Response,
  { era, intent }: Pick<McpRequest, 'era' | 'intent'>,
): Promise<{ isOther: boolean; answer: Response }> {
  const isDiscovery = intent === 'discover';
  const mayTell = [400, 404, 405, 406].includes(answer.status) || (isDiscovery && isJson(answer));
  if (!mayTell) return { isOther: false, answer };
  const bytes = await readBytes(answer, longestBody).catch(() => new Uint8Array());
  const code = codeIn(new TextDecoder().decode(bytes));
  // Every server of 2026-07-28 can be discovered; one that does not know how is older.
  const isModern = isDiscovery && code === unknownMethod ? false : answer.ok || modernCodes.includes(code);
  return { isOther: isModern === (era === 'legacy'), answer: new Response(bytes, answer) };
}

function codeIn(text: string): number {
  return Number(member(parseJson(text), 'error', 'code')); // NaN where it is no error of JSON-RPC.
}
