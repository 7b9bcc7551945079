import { apiErrors } from '../../shared/errors/api.ts';
import { requestErrors } from '../../shared/errors/request.ts';
import type { Failure, OwnFailure } from '../api/failure.ts';
import type { MessageKey } from './messages.ts';

type Told = keyof typeof apiErrors | keyof typeof requestErrors | OwnFailure | 'offline';

/** The sentence for a failure. What only the MCP gateway says never gets here; if it does, it is told as `internal`. */
export function failureMessage(failure: Failure): MessageKey {
  return isTold(failure) ? `error_${failure}` : 'error_internal';
}

const own: Readonly<Record<OwnFailure | 'offline', true>> = {
  address_invalid: true,
  address_insecure: true,
  token_invalid: true,
  token_is_key: true,
  not_keyharbor: true,
  name_invalid: true,
  clipboard_denied: true,
  copy_disabled: true,
  no_image: true,
  no_key: true,
  offline: true,
};

function isTold(failure: Failure): failure is Told {
  return [apiErrors, requestErrors, own].some((list) => Object.hasOwn(list, failure));
}
