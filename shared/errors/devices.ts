import type { ErrorEntry } from './entry.ts';

/** Refusals of pairing, and of requests that a device signs. */
export const deviceErrors = {
  // Of a proof (RFC 9449)
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
  access_expired: {
    status: 401,
    title: 'The access token is over',
    hint: 'Ask for another at POST /v1/devices/token, signed with the device’s key.',
  },
  device_revoked: {
    status: 403,
    title: 'This device was revoked',
    hint: 'Pair it again, with a new key.',
  },
  device_expired: {
    status: 403,
    title: 'This device was not used for 30 days',
    hint: 'Pair it again, with a new key.',
  },
  // Of pairing (RFC 8628, section 3.5)
  authorization_pending: {
    status: 400,
    title: 'Nobody has approved this pairing yet',
    hint: 'Ask again after the interval.',
  },
  slow_down: {
    status: 400,
    title: 'The pairing is asked after too often',
    hint: 'Wait five seconds longer from now on before each time you ask again.',
  },
  expired_token: {
    status: 400,
    title: 'The code of this pairing is over',
    hint: 'Start another pairing.',
  },
  access_denied: {
    status: 400,
    title: 'The pairing was denied',
    hint: 'Start another pairing, if the denial was a mistake.',
  },
  pairing_not_found: {
    status: 404,
    title: 'No pairing waits under this code',
    hint: 'Compare the code with what the extension shows; it lasts ten minutes.',
  },
  pairing_limit: {
    status: 429,
    title: 'Too many pairings, or too many wrong codes',
    hint: 'Wait ten minutes, then try again.',
  },
  device_paired: {
    status: 409,
    title: 'This key belongs to a device already',
    hint: 'Make a new key for each pairing.',
  },
  device_not_found: {
    status: 404,
    title: 'There is no such device',
    hint: 'List the devices to see which there are.',
  },
} as const satisfies Record<string, ErrorEntry>;
