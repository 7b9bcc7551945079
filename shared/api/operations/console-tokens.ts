import * as v from 'valibot';

import { tokenFields, tokenSchema } from '../../people/console-token.ts';
import { tokenIdSchema } from '../../people/ids.ts';
import { nextSchema, pageFields } from '../page.ts';
import type { Operation } from './operation.ts';

const oneToken = { id: tokenIdSchema };

/** What can be done to console tokens: credentials for scripts, each of one person. */
export const consoleTokenOperations = {
  /** One's own; those of everybody for who may see people's in all projects. */
  listTokens: {
    method: 'GET',
    path: '/v1/tokens',
    summary: 'Lists console tokens, without their values.',
    input: v.strictObject(pageFields),
    output: v.object({ tokens: v.array(tokenSchema), next: nextSchema }),
  },
  /** For oneself. It can never do more than oneself may at the moment, and no token makes another. */
  createToken: {
    method: 'POST',
    path: '/v1/tokens',
    summary: 'Makes a console token for some projects and actions, and tells its value once.',
    idempotent: true,
    input: v.strictObject({
      name: tokenFields.name,
      projects: v.optional(tokenFields.projects, null),
      actions: tokenFields.actions,
      days: v.optional(tokenFields.days, 90),
    }),
    output: v.object({ token: tokenSchema, secret: v.string() }),
    /** Without the value, of which there is no copy. */
    replayed: v.object({ token: tokenSchema, secret: v.null() }),
    status: 201,
  },
  renewToken: {
    method: 'POST',
    path: '/v1/tokens/:id/renew',
    summary: 'Lets a console token live for up to 90 days from now on.',
    input: v.strictObject({ ...oneToken, days: v.optional(tokenFields.days, 90) }),
    output: tokenSchema,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/v1/tokens/:id',
    summary: 'Revokes a console token, for good and at once.',
    input: v.strictObject(oneToken),
    output: v.object(oneToken),
  },
} as const satisfies Record<string, Operation>;
