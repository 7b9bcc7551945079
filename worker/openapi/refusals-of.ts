import type { Operation } from '../../shared/api/operations/operation.ts';
import { apiErrors } from '../../shared/errors/api.ts';
import { requestErrors } from '../../shared/errors/request.ts';
import { errorCodes, errors, type ErrorCode } from '../../shared/errors.ts';

/** Refusals that hang on what the operation takes; those that it cannot give are left out. */
const needs: Partial<Record<ErrorCode, (operation: Operation) => boolean>> = {
  already_bootstrapped: ({ path }) => path === '/v1/setup',
  last_owner: ({ path }) => path === '/v1/people/:id',
  person_disabled: () => true,
  precondition_required: ({ ifMatch }) => ifMatch === true,
  revision_mismatch: ({ ifMatch }) => ifMatch === true,
  idempotency_key_required: ({ idempotent }) => idempotent === true,
  idempotency_key_reused: ({ idempotent, repeatable }) => (idempotent ?? repeatable) === true,
  request_in_progress: ({ idempotent, repeatable }) => (idempotent ?? repeatable) === true,
  invalid_request: ({ ifMatch, idempotent }) => (ifMatch ?? idempotent) === true,
  invalid_json: ({ method }) => method !== 'GET',
  body_too_large: ({ method }) => method !== 'GET',
  unsupported_media_type: ({ method }) => method !== 'GET',
  route_not_found: () => false, // Of no operation.
  method_not_allowed: () => false,
};

/** Codes that no operation of the management API gives for a reason of its noun: every one may give them. */
const ofEvery = new Set(Object.keys(requestErrors));

/**
 * The codes that an operation may refuse with, in the order of the catalogue.
 *
 * A code that starts with a noun (`policy_in_use`) belongs to the operations that name it, in their path or their
 * fields. It is a bound from above: an operation may turn out never to give one of them.
 */
export function refusalsOf(operation: Operation): readonly ErrorCode[] {
  const named = nounsOf(operation);
  return errorCodes.filter((code) => {
    const needed = needs[code];
    if (needed !== undefined) return needed(operation);
    if (ofEvery.has(code)) return true;
    if (!Object.hasOwn(apiErrors, code)) return false; // The gateway's alone.
    const noun = code.split('_')[0] ?? '';
    const isReading = operation.method === 'GET';
    if (isReading && ![401, 403, 404, 410, 429].includes(errors[code].status)) return false;
    return named.has(noun) || !nouns.has(noun);
  });
}

/** Nouns that codes start with where they are about one thing. */
const nouns = new Set([
  'key',
  'policy',
  'image',
  'ticket',
  'project',
  'webhook',
  'site',
  'rule',
  'person',
  'token',
  'invitation',
  'pairing',
]);

function nounsOf({ path, input }: Operation): ReadonlySet<string> {
  // Every input is an object schema (test/shared/api/contract.test.ts); the general type does not say so.
  const fields = 'entries' in input ? Object.keys(input.entries as object) : [];
  const words = [...path.split(/[/-]/).map(singular), ...fields.map((field) => field.replace(/Ids?$/, ''))];
  return new Set(words.filter((word) => nouns.has(word)));
}

const singular = (word: string) =>
  word === 'people' ? 'person' : word.replace(/ies$/, 'y').replace(/s$/, '');
