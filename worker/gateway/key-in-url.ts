import { headerOnlyPattern } from '../../shared/ids.ts';
import { Problem } from '../http/problem.ts';

/**
 * Throws `key_in_url` where a key's secret or a console token stands anywhere in the URL: URLs end up in histories and
 * logs. Percent-encoding does not hide a secret from those, so it must not hide it from us.
 */
export function refuseKeyInUrl({ url }: Request): void {
  if (url.search(headerOnlyPattern) >= 0 || decoded(url).search(headerOnlyPattern) >= 0)
    throw new Problem('key_in_url');
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url; // Not decodable: what stands there was looked at already.
  }
}
