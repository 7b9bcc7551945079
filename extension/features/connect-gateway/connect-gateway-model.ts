import { signal } from '@preact/signals';
import * as v from 'valibot';

import { prefixes } from '../../../shared/ids.ts';
import { tokenSchema, type Connection } from '../../api/connection.ts';
import { failureOf, type Failure } from '../../api/failure.ts';
import { readAddress } from '../../api/read-address.ts';

/** Which field a failure is about; `null` is about neither. */
export type ConnectField = 'address' | 'token';

export interface ConnectGatewayDeps {
  /** What the address field starts with. */
  readonly address: string;
  /** Why the person is asked again. */
  readonly failure: Failure | null;
  /** Asks the Worker something that only the right token is answered. */
  readonly probe: (connection: Connection) => Promise<unknown>;
  readonly connect: (connection: Connection, remember: boolean) => Promise<void>;
}

export type ConnectGatewayModel = ReturnType<typeof createConnectGatewayModel>;

/** The Worker's address and a token, tried before they are kept. */
export function createConnectGatewayModel({ probe, connect, ...start }: ConnectGatewayDeps) {
  const address = signal(start.address);
  const token = signal('');
  const remember = signal(false);
  const busy = signal(false);
  const failure = signal<Failure | null>(start.failure);

  return {
    address,
    token,
    /** Whether the token may be written to disk. */
    remember,
    busy,
    failure,
    /** Never rejects: what went wrong is in `failure`. */
    async submit() {
      if (busy.value) return;
      const typed = readFields(address.value, token.value);
      if (!typed.ok) {
        failure.value = typed.failure;
        return;
      }
      busy.value = true;
      failure.value = null;
      try {
        await probe(typed.connection);
        await connect(typed.connection, remember.value);
      } catch (error) {
        failure.value = probeFailure(error);
      } finally {
        busy.value = false;
      }
    },
  };
}

/** The field to correct after `failure`. */
export function fieldOf(failure: Failure | null): ConnectField | null {
  if (failure === 'address_invalid' || failure === 'address_insecure' || failure === 'not_keyharbor')
    return 'address';
  if (failure === 'token_invalid' || failure === 'token_is_key' || failure === 'authentication_required')
    return 'token';
  return null;
}

type Typed =
  | { readonly ok: true; readonly connection: Connection }
  | { readonly ok: false; readonly failure: Failure };

function readFields(typedAddress: string, typedToken: string): Typed {
  const read = readAddress(typedAddress);
  if (!read.ok) return read;
  const token = typedToken.trim();
  if (token.startsWith(prefixes.apiKey)) return { ok: false, failure: 'token_is_key' };
  if (!v.is(tokenSchema, token)) return { ok: false, failure: 'token_invalid' };
  return { ok: true, connection: { address: read.address, token } };
}

/** An answer that is not in our contract comes from something that is no Keyharbor. */
function probeFailure(error: unknown): Failure {
  const failure = failureOf(error);
  return failure === 'internal' || failure === 'route_not_found' ? 'not_keyharbor' : failure;
}
