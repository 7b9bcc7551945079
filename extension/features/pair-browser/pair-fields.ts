import { failureOf, type Failure } from '../../api/failure.ts';
import { readAddress, type ReadAddress } from '../../api/read-address.ts';

/** Whether it is the address that has to be corrected after `failure`. */
export function isAboutAddress(failure: Failure | null): boolean {
  return failure === 'address_invalid' || failure === 'address_insecure' || failure === 'not_keyharbor';
}

/** What was typed, or which of it is to be corrected. */
export function readFields(
  typed: string,
  name: string,
): ReadAddress | { readonly ok: false; readonly failure: 'name_invalid' } {
  const read = readAddress(typed);
  return read.ok && name.trim() === '' ? { ok: false, failure: 'name_invalid' } : read;
}

/** An answer that is not in our contract comes from something that is no Keyharbor. */
export function startFailure(error: unknown): Failure {
  const failure = failureOf(error);
  return failure === 'internal' || failure === 'route_not_found' ? 'not_keyharbor' : failure;
}
