import type { Detail } from '../../shared/result.ts';
import type { Standing } from '../gate/limits/limits.ts';

/** `RateLimit-Policy` and `RateLimit` of a call that passed (draft-ietf-httpapi-ratelimit-headers-11). */
export function standingHeaders(standing: Standing | null): Record<string, string> {
  if (standing === null) return {};
  const { quota, windowSeconds, remaining, resetSeconds } = standing;
  return fields('callsPerMinute', quota, windowSeconds, remaining, resetSeconds);
}

/** The same of a call that was refused for a limit, and when to try again; nothing for other refusals. */
export function limitHeaders(detail: Detail | undefined): Record<string, string> {
  if (typeof detail?.['limit'] !== 'string') return {};
  const { limit, quota, windowSeconds, retryAfterSeconds } = detail;
  const wait = Number(retryAfterSeconds);
  return {
    'retry-after': String(wait),
    ...fields(limit, Number(quota), Number(windowSeconds), 0, wait),
  };
}

/** `w` only where the limit is over time: of calls at once there is no window. */
function fields(
  name: string,
  quota: number,
  windowSeconds: number,
  remaining: number,
  resetSeconds: number,
): Record<string, string> {
  const window = windowSeconds > 0 ? `;w=${windowSeconds}` : '';
  return {
    'ratelimit-policy': `"${name}";q=${quota}${window}`,
    ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
  };
}
