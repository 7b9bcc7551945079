import { isErrorCode, type ErrorCode } from '../../shared/errors.ts';
import { member } from '../../shared/mcp/member.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import { ownRequest } from '../bridge/own-request.ts';
import { codeOf } from '../http/problem.ts';
import { readAnswer } from './read-answer.ts';

const unknownMethod = -32_601;

export interface Tool {
  readonly name: string;
  readonly title: string | null;
}

/** The first page of a list of tools. */
export interface ListedTools {
  readonly tools: readonly Tool[];
  readonly hasMore: boolean;
}

/** `tools/list` as a client of 2026-07-28 sends it to `url`. */
export function toolsRequest(url: string, signal: AbortSignal): Request {
  return new Request(url, { method: 'POST', ...ownRequest('tools/list'), signal });
}

/**
 * What the gateway's answer to `toolsRequest` says. A server without tools has none.
 *
 * Refusals: the one that the answer tells, `upstream_invalid` where it is no list of tools. Never rejects.
 */
export async function readTools(answer: Response): Promise<Result<ListedTools>> {
  try {
    return toolsIn(await readAnswer(answer));
  } catch (thrown) {
    const code = codeOf(thrown);
    return refuse(code === 'internal' || code === 'body_too_large' ? 'upstream_invalid' : code);
  }
}

function toolsIn(answer: unknown): Result<ListedTools> {
  const code = codeIn(answer);
  if (code === 'method_not_found') return ok({ tools: [], hasMore: false });
  if (code !== null) return refuse(code);
  const tools = member(answer, 'result', 'tools');
  if (!Array.isArray(tools)) return refuse('upstream_invalid');
  return ok({
    tools: tools.flatMap(toolIn),
    hasMore: typeof member(answer, 'result', 'nextCursor') === 'string',
  });
}

/** Of the error that a message is; `null`: it is none. */
function codeIn(answer: unknown): ErrorCode | null {
  const error = member(answer, 'error');
  if (error === undefined) return null;
  if (member(error, 'code') === unknownMethod) return 'method_not_found';
  const ours = member(error, 'data', 'code');
  return isErrorCode(ours) ? ours : 'upstream_invalid';
}

function toolIn(tool: unknown): Tool[] {
  const [name, title] = [member(tool, 'name'), member(tool, 'title')];
  return typeof name === 'string' ? [{ name, title: typeof title === 'string' ? title : null }] : [];
}
