import type { ErrorEntry } from './entry.ts';

/** Refusals of pairing, and of requests that a device signs. */
export const deviceErrors = {
  use_dpop_nonce: {
    status: 401,
    title: 'The proof needs a nonce of this server',
    hint: 'Sign again with the value of the DPoP-Nonce header as "nonce" (RFC 9449, section 8).',
  },
  invalid_proof: {
    status: 401,
    title: 'The proof of the device’s key does not hold',
    hint: 'See "reason", then sign this request anew: one proof for each request (RFC 9449).',
  },
} as const satisfies Record<string, ErrorEntry>;
