import type { Grant } from '../../shared/people/grant.ts';
import type { Action } from '../../shared/people/roles.ts';

/** Whoever asks the management API for something, as the directory knows them at this moment. */
export interface Principal {
  /** `usr_…`: a person, by a device; `tok_…`: a script, by a console token; `bootstrap`: see `bootstrap.ts`. */
  readonly actor: string;
  /** `usr_…`: the person, whose also the token is. */
  readonly person: string;
  /** `dev_…`; `null` for a token. */
  readonly device: string | null;
  readonly kind: 'device' | 'token' | 'bootstrap';
  /** Of the person, now; a token's never go beyond those of its person. */
  readonly grants: readonly Grant[];
  /** What a token may be used for; `null`: whatever the grants allow. */
  readonly actions: readonly Action[] | null;
  /** When the person last signed in for this device, in Unix milliseconds; `null` for tokens. */
  readonly signedInAt: number | null;
}
