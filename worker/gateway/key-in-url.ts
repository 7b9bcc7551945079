import { prefixes } from '../../shared/ids.ts';
import { headerOnlyPattern } from '../../shared/secret-pattern.ts';
import { Problem } from '../http/problem.ts';
import { reportLeak } from '../leaks/report-leak.ts';
import { tokensIn } from '../../shared/credential/tokens-in.ts';
import { log } from '../log.ts';

/**
 * Throws `key_in_url` where a key's secret or a console token stands anywhere in the URL: URLs end up in histories and
 * logs. Percent-encoding does not hide a secret from those, so it must not hide it from us.
 *
 * A key whose secret it really is counts as exposed from then on.
 */
export async function refuseKeyInUrl({ url }: Request, env: Env, requestId: string): Promise<void> {
  const read = url.includes('%') ? `${url}\n${decoded(url)}` : url;
  if (read.search(headerOnlyPattern) < 0) return;
  const by = { actor: 'gateway', device: null, requestId };
  for (const token of tokensIn(read).filter((each) => each.startsWith(prefixes.apiKey)))
    await reportLeak(token, by, env).catch((error: unknown) =>
      log({ event: 'leak_unreported', requestId, error }),
    );
  throw new Problem('key_in_url');
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url; // Not decodable: what stands there was looked at already.
  }
}
