import * as v from 'valibot';

import { noClock, type Access } from './access.ts';
import { sendProved, type Answer, type Signer } from './send-signed.ts';

/** Of the answer of `renewAccess`, what this is about. */
const renewedSchema = v.object({ accessToken: v.string(), expiresIn: v.number() });

const request = {
  method: 'POST',
  path: '/v1/devices/token',
  headers: { accept: 'application/json' },
  body: null,
} as const;

export interface Renewal {
  /** `null`: the answer says why. */
  readonly access: Access | null;
  readonly answer: Answer;
}

/** Asks for another access token, by the key alone. Rejects where nothing is heard. */
export async function renewAccess(
  address: string,
  held: Access | null,
  renewals: number,
  signer: Signer,
): Promise<Renewal> {
  const { answer, clock } = await sendProved(address, request, held?.clock ?? noClock, signer);
  const renewed = v.safeParse(renewedSchema, read(answer));
  if (!renewed.success) return { access: null, answer };
  const { accessToken: token, expiresIn } = renewed.output;
  return { access: { token, endsAt: signer.now() + expiresIn * 1000, clock, renewals }, answer };
}

/** What an answer says; `undefined` where it is no JSON. */
export function read({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
