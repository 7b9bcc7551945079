import type { ErrorEntry } from './entry.ts';

/** Refusals of calls to an MCP address. */
export const gatewayErrors = {
  missing_key: {
    status: 401,
    rpc: 40101,
    title: 'No key was sent',
    hint: 'Send the key as "Authorization: Bearer khk_…".',
  },
  invalid_key: {
    status: 401,
    rpc: 40102,
    title: 'The key is not valid',
    hint: 'Copy the address again from Keyharbor.',
  },
  invalid_ticket: {
    status: 404,
    rpc: 40402,
    title: 'The ticket in this address is not valid',
    hint: 'Copy a new address from Keyharbor.',
  },
  key_in_url: {
    status: 400,
    rpc: 40002,
    title: 'A key must not stand in a URL',
    hint: 'Send it in the Authorization header, and replace this key: URLs are logged.',
  },
  ambiguous_credentials: {
    status: 400,
    rpc: 40003,
    title: 'More than one credential was sent',
    hint: 'Send one Authorization header, or one ticket in the URL.',
  },
  key_disabled: {
    status: 403,
    urlStatus: 400,
    rpc: 40301,
    title: 'The key is disabled',
    hint: 'Ask whoever manages the key to enable it.',
  },
  key_expired: {
    status: 401,
    urlStatus: 400,
    rpc: 40103,
    title: 'The key has expired',
    hint: 'Ask whoever manages the key for a later expiry, or for a new key.',
  },
  image_not_allowed: {
    status: 403,
    urlStatus: 400,
    rpc: 40302,
    title: 'The key may not use this image',
    hint: 'Choose another image, or ask for one that is in the key’s policy.',
  },
  image_disabled: {
    status: 403,
    urlStatus: 400,
    rpc: 40306,
    title: 'The image is disabled',
    hint: 'Choose another image, or ask whoever manages images to enable it.',
  },
  // Protocol
  session_required: {
    status: 400,
    rpc: 40001,
    title: 'The session id is missing',
    hint: 'Send "initialize" first, then its Mcp-Session-Id with every request.',
  },
  session_not_found: {
    status: 404,
    rpc: 40401,
    title: 'The session has ended',
    hint: 'Send "initialize" to start a new one.',
  },
  session_ended: {
    status: 403,
    rpc: 41001,
    title: 'The session has ended',
    hint: 'Connect again: the next session starts under the current policy.',
  },
  concurrency_exceeded: {
    status: 429,
    rpc: 42902,
    title: 'Too many sessions or calls are open at once',
    hint: 'End sessions that are no longer used, or wait for calls to end, then try again.',
  },
  quota_exceeded: {
    status: 429,
    rpc: 42903,
    title: 'The calls of the day are used up',
    hint: 'Go on tomorrow (UTC), or ask whoever manages the key for more.',
  },
  parse_error: {
    status: 400,
    rpc: -32700,
    title: 'The body is not JSON',
    hint: 'Send one JSON-RPC message in UTF-8, without a byte order mark.',
  },
  invalid_envelope: {
    status: 400,
    rpc: -32600,
    title: 'The message is not a single, unambiguous JSON-RPC object',
    hint: 'Send one object a request, each member once.',
  },
  invalid_params: {
    status: 400,
    rpc: -32602,
    title: 'The parameters are not those that MCP asks for',
    hint: 'Send what the method needs and, since 2026-07-28, _meta with version and capabilities in every request.',
  },
  header_mismatch: {
    status: 400,
    rpc: -32020,
    title: 'A header and the body disagree',
    hint: 'Send MCP-Protocol-Version, Mcp-Method and Mcp-Name as they are in the body.',
  },
  unsupported_version: {
    status: 400,
    rpc: -32022,
    title: 'This protocol version is not supported',
    hint: 'Use one of the versions in data.supported.',
  },
  // Policy
  condition_failed: {
    status: 403,
    urlStatus: 400,
    rpc: 40303,
    title: 'The key may not be used from this address',
    hint: 'Connect from a network that is in the key’s policy.',
  },
  tool_not_allowed: {
    status: 200,
    rpc: 40310,
    title: 'The key may not use this tool, resource or prompt',
    hint: 'Use one that is listed, or ask for this one in the key’s policy.',
  },
  tool_changed: {
    status: 200,
    rpc: 40311,
    title: 'The tool is not what it was',
    hint: 'Ask whoever manages the key to look at it: the next version of the policy takes it as it is then.',
  },
  tool_unknown: {
    status: 200,
    rpc: -32602,
    title: 'Unknown tool, resource or prompt',
    hint: 'Use one that is listed.',
  },
  argument_not_allowed: {
    status: 200,
    rpc: 42210,
    title: 'The key’s policy does not allow this argument',
    hint: 'Send another value for the argument in data.pointer.',
  },
  method_not_found: {
    status: 200,
    rpc: -32601,
    title: 'This method cannot be used here',
    hint: 'Use a method that the image offers and the key’s policy allows.',
  },
  // Upstreams
  upstream_unreachable: {
    status: 200,
    rpc: 50201,
    title: 'The image does not answer',
    hint: 'Try again; if it lasts, ask whoever runs the image.',
  },
  upstream_invalid: {
    status: 200,
    rpc: 50202,
    title: 'The image’s answer was broken',
    hint: 'Try again; if it lasts, ask whoever runs the image.',
  },
  upstream_redirect: {
    status: 200,
    rpc: 50203,
    title: 'The image answered with a redirect',
    hint: 'Ask whoever manages images to correct its address.',
  },
  upstream_suspended: {
    status: 200,
    rpc: 50301,
    title: 'The image has failed too often, and is given a rest',
    hint: 'Try again after the milliseconds in data.retry_after_ms.',
  },
  upstream_timeout: {
    status: 200,
    rpc: 50401,
    title: 'The image took too long',
    hint: 'The call may or may not have taken effect: check before repeating it.',
  },
} as const satisfies Record<string, ErrorEntry>;
