import * as v from 'valibot';

import { errorCodes } from '../../errors.ts';
import { imageIdSchema, keyIdSchema, ticketIdSchema } from '../../ids.ts';
import { keyViewSchema, policyRefSchema } from '../../key/key.ts';
import { ticketViewSchema } from '../../ticket/ticket.ts';
import type { Operation } from './operation.ts';

/** Longer than any credential, and long enough for one inside a line of configuration. */
const presented = v.pipe(v.string(), v.maxLength(4096));

/** What can be asked and told of a credential by whoever has it. None of it is stored or logged. */
export const credentialOperations = {
  /**
   * Judged as the call itself would be, but for the limits of the moment. `policy` is the version that decided, `rule`
   * where in it (a JSON Pointer). Wrong, unknown and deleted credentials get one and the same answer.
   */
  verifyKey: {
    method: 'POST',
    path: '/v1/keys/verify',
    summary: 'Says whether a call with a credential would pass, and what decides; it is not counted as use.',
    secretFields: ['credential'],
    input: v.strictObject({
      credential: presented,
      image: imageIdSchema,
      tool: v.optional(v.pipe(v.string(), v.maxLength(256))),
      arguments: v.optional(v.record(v.string(), v.unknown()), {}),
      /** Of the client; left out: not known. */
      ip: v.optional(v.union([v.pipe(v.string(), v.ipv4()), v.pipe(v.string(), v.ipv6())])),
    }),
    output: v.object({
      passes: v.boolean(),
      /** Of the refusal; `null`: it would pass. */
      code: v.nullable(v.picklist(errorCodes)),
      policy: v.nullable(policyRefSchema),
      rule: v.nullable(v.string()),
      /** Of the rule, where it is one. */
      pattern: v.nullable(v.string()),
      /** The argument that a condition was about, where one decided. */
      pointer: v.nullable(v.string()),
    }),
  },
  /** The first credential in the text counts. `ticket` is `null` where it is the key's own secret. */
  findCredential: {
    method: 'POST',
    path: '/v1/credentials/find',
    summary: 'Finds the key or ticket that a secret belongs to.',
    secretFields: ['text'],
    input: v.strictObject({ text: presented }),
    output: v.object({ key: keyViewSchema, ticket: v.nullable(ticketViewSchema) }),
  },
  /**
   * Marks the keys as exposed, and by their project's setting disables them; tickets are revoked by the same setting.
   * `key` is `null` for what opens nothing here.
   */
  reportLeaks: {
    method: 'POST',
    path: '/v1/leaks',
    summary: 'Reports credentials that were found where they do not belong.',
    secretFields: ['leaks'],
    input: v.strictObject({
      leaks: v.pipe(
        v.array(
          v.strictObject({ token: presented, source: v.optional(v.pipe(v.string(), v.maxLength(128))) }),
        ),
        v.minLength(1),
        v.maxLength(50),
      ),
    }),
    /** In the order of the report. */
    output: v.object({
      leaks: v.array(v.object({ key: v.nullable(keyIdSchema), ticket: v.nullable(ticketIdSchema) })),
    }),
  },
} as const satisfies Record<string, Operation>;
