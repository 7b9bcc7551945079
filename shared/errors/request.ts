import type { ErrorEntry } from './entry.ts';

/** Refusals of a request as such, and failures of our own: both doors give them. */
export const requestErrors = {
  invalid_request: {
    status: 400,
    title: 'A header of the request cannot be understood',
    hint: 'Correct the header named in errors[].',
  },
  invalid_json: {
    status: 400,
    title: 'The body is not JSON',
    hint: 'Send one JSON object.',
  },
  host_not_allowed: {
    status: 403,
    rpc: 40305,
    title: 'This host name is not served here',
    hint: 'Use the address that Keyharbor shows.',
  },
  origin_not_allowed: {
    status: 403,
    rpc: 40304,
    title: 'Web pages may not call this address',
    hint: 'Call it from the extension, an MCP client or a script.',
  },
  route_not_found: {
    status: 404,
    rpc: 40404,
    title: 'There is nothing at this path',
    hint: 'Check the path against the reference at /docs.',
  },
  method_not_allowed: {
    status: 405,
    rpc: 40501,
    title: 'This path does not take that method',
    hint: 'See the Allow header for those it takes.',
  },
  not_acceptable: {
    status: 406,
    rpc: 40601,
    title: 'The answer is of no type that was asked for',
    hint: 'Send an Accept that admits application/json (MCP clients: text/event-stream too), or none at all.',
  },
  url_too_long: {
    status: 414,
    rpc: 41401,
    title: 'The URL is too long',
    hint: 'Keep it under 2,048 characters.',
  },
  headers_too_large: {
    status: 431,
    rpc: 43101,
    title: 'The headers are too large',
    hint: 'Keep them under 16 KiB together.',
  },
  precondition_required: {
    status: 428,
    title: 'The change does not say what it builds on',
    hint: 'Send the ETag that was read as "If-Match", or "If-Match: *" to change it whatever it is.',
  },
  idempotency_key_required: {
    status: 400,
    title: 'The Idempotency-Key is missing',
    hint: 'Send "Idempotency-Key" with a value of its own for each thing to make: 1 to 255 visible characters.',
  },
  request_in_progress: {
    status: 409,
    title: 'The same request is being worked on',
    hint: 'Send it again in a second, under the same Idempotency-Key.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The Idempotency-Key stands for something else',
    hint: 'Send another key with another body; the same key repeats the same request only.',
  },
  body_too_large: {
    status: 413,
    rpc: 41301,
    title: 'The body is too large',
    hint: 'Send less at once.',
  },
  unsupported_media_type: {
    status: 415,
    rpc: 41501,
    title: 'The body’s type is not supported',
    hint: 'Send "Content-Type: application/json", not compressed.',
  },
  validation_failed: {
    status: 422,
    title: 'Some fields are not valid',
    hint: 'Correct the fields named in errors[].',
  },
  rate_limited: {
    status: 429,
    rpc: 42901,
    title: 'Too many calls in a minute',
    hint: 'Wait as long as Retry-After says, then go on.',
  },
  // Ours
  internal: {
    status: 500,
    rpc: -32603,
    title: 'Something went wrong',
    hint: 'Try again; if it lasts, report the request id.',
  },
  secret_unavailable: {
    status: 500,
    title: 'The key’s value cannot be read',
    hint: 'Create a new key and report the request id.',
  },
  record_unavailable: {
    status: 503,
    title: 'The record cannot be reached',
    hint: 'Try again in a moment: nothing was changed.',
  },
  gate_unavailable: {
    status: 503,
    rpc: 50302,
    title: 'The key cannot be checked right now',
    hint: 'Try again in a moment.',
  },
  not_configured: {
    status: 503,
    rpc: 50303,
    title: 'Keyharbor is not set up',
    hint: 'Set the secrets that docs/storage.md lists.',
  },
} as const satisfies Record<string, ErrorEntry>;
