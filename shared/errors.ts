import { apiErrors } from './errors/api.ts';
import { gatewayErrors } from './errors/gateway.ts';
import { requestErrors } from './errors/request.ts';
import { signInErrors } from './errors/sign-in.ts';

/**
 * Every refusal of Keyharbor, once. Codes are public: scripts match on them, so they are added, never renamed.
 *
 * The management API sends them as problem documents (RFC 9457), the gateway as JSON-RPC errors, pages in words of
 * their own. No entry quotes input or internals.
 */
export const errors = { ...gatewayErrors, ...requestErrors, ...apiErrors, ...signInErrors };

export type ErrorCode = keyof typeof errors;

export const errorCodes = Object.keys(errors) as readonly ErrorCode[]; // Object.keys widens to string; these are the keys.

export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(errors, text);
}
