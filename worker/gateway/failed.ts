import type { ErrorCode } from '../../shared/errors.ts';
import type { Detail } from '../../shared/result.ts';
import { Problem } from '../http/problem.ts';
import type { McpRequest } from './read-request.ts';

/** What is known of a call that its upstream has not answered in time: of a tool, nobody knows whether it did something. */
export function detailOfFailure({ method }: Pick<McpRequest, 'method'>, code: ErrorCode): Detail | undefined {
  return code === 'upstream_timeout' && method === 'tools/call' ? { outcome: 'unknown' } : undefined;
}

/** A call that failed, as it is told. */
export function failed(call: Pick<McpRequest, 'method'>, code: ErrorCode, known?: Detail): Problem {
  const detail = { ...known, ...detailOfFailure(call, code) };
  return new Problem(code, Object.keys(detail).length > 0 ? { detail } : {});
}
