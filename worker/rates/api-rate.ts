import { Problem } from '../http/problem.ts';
import { log } from '../log.ts';
import type { Spent } from './rate-counter.ts';

const windowMs = 60_000;

/**
 * Counts one request of a principal; gives the headers that say what is left (draft-ietf-httpapi-ratelimit-headers-11).
 *
 * Refusal: `rate_limited`. A counter that cannot be reached lets pass: closing a key must not hang on counting.
 */
export async function countRequest(env: Env, principal: string): Promise<Record<string, string>> {
  const most = Number(env.API_REQUESTS_PER_MINUTE);
  const spent = await spend(env, `api ${principal}`, most);
  if (spent === null) return {};
  const headers = {
    'ratelimit-policy': `"api";q=${most};w=${windowMs / 1000}`,
    ratelimit: `"api";r=${spent.left};t=${seconds(spent)}`,
  };
  if (spent.isAllowed) return headers;
  throw new Problem('rate_limited', { headers: { ...headers, 'retry-after': seconds(spent) } });
}

const mostFailures = 20;
const mostRemembered = 1000;

/** Addresses that failed too often, until when: Unix milliseconds. Of this isolate alone, to spare asking. */
const shut = new Map<string, number>();

/** Refuses an address that failed too often, before its credential is looked at: `rate_limited`. */
export function checkFailures(ip: string | null): void {
  const until = ip === null ? 0 : (shut.get(ip) ?? 0);
  if (until > Date.now()) throw tooMany(until - Date.now());
}

/**
 * Counts a failed authentication: 20 a minute for each address, after them `rate_limited`.
 *
 * Where no header tells the address (see `clientIp`) nothing is counted: one stranger would shut everybody out.
 */
export async function countFailure(env: Env, ip: string | null): Promise<void> {
  if (ip === null) return;
  const spent = await spend(env, `failures ${ip}`, mostFailures);
  if (spent === null || spent.isAllowed) return;
  if (shut.size >= mostRemembered) shut.clear(); // Only a shortcut: the counter itself forgets nothing.
  shut.set(ip, Date.now() + spent.resetMs);
  throw tooMany(spent.resetMs);
}

const mostPairings = { byAddress: 10, inAll: 100 };

/** Counts a pairing that is started, by whoever: 10 a minute for an address, 100 in all. Refusal: `pairing_limit`. */
export async function countPairing(env: Env, ip: string | null): Promise<void> {
  const counts = [spend(env, 'pairings', mostPairings.inAll)];
  if (ip !== null) counts.push(spend(env, `pairings ${ip}`, mostPairings.byAddress));
  const over = (await Promise.all(counts)).find((spent) => spent?.isAllowed === false);
  if (over) throw new Problem('pairing_limit', { headers: { 'retry-after': seconds(over) } });
}

const mostPages = 120;

/** Counts a look at a page for people: 120 a minute for an address. Refusal: `rate_limited`. */
export async function countPage(env: Env, ip: string | null): Promise<void> {
  const spent = ip === null ? null : await spend(env, `pages ${ip}`, mostPages);
  if (spent?.isAllowed === false) throw tooMany(spent.resetMs);
}

function tooMany(ms: number): Problem {
  return new Problem('rate_limited', { headers: { 'retry-after': String(Math.ceil(ms / 1000)) } });
}

async function spend(env: Env, name: string, most: number): Promise<Spent | null> {
  try {
    return await env.RATES.getByName(name).spend({ most, windowMs });
  } catch (error) {
    log({ event: 'rate_unknown', error });
    return null;
  }
}

const seconds = ({ resetMs }: Spent) => String(Math.ceil(resetMs / 1000));
