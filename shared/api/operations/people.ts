import * as v from 'valibot';

import { grantSchema, grantsSchema } from '../../people/grant.ts';
import { deviceIdSchema, personIdSchema } from '../../people/ids.ts';
import { identitySchema, personNameSchema, personSchema } from '../../people/person.ts';
import { actions } from '../../people/roles.ts';
import { tokenSchema } from '../../people/console-token.ts';
import { nextSchema, pageFields } from '../page.ts';
import { ifMatchSchema, type Operation } from './operation.ts';

const onePersonAsSeen = { id: personIdSchema, rev: ifMatchSchema };

/** What can be done to people. Who may do it: `../../people/roles.ts`. */
export const peopleOperations = {
  /**
   * With the bootstrap token as Bearer, once. `identity`: as whom the owner signs in. `secret`: a console token of the
   * owner for everything there is to do, good for 90 days; it is told here and never again.
   */
  setUp: {
    method: 'POST',
    path: '/v1/setup',
    summary: 'Makes the first owner of a new deployment and gives them a console token.',
    input: v.strictObject({ name: personNameSchema, identity: v.optional(identitySchema) }),
    output: v.object({ person: personSchema, token: tokenSchema, secret: v.string() }),
  },
  readMe: {
    method: 'GET',
    path: '/v1/me',
    summary: 'Says who is asking and what they may do.',
    input: v.strictObject({}),
    output: v.object({
      person: v.object({ id: personIdSchema, name: v.string() }),
      /** `null`: it is a console token that asks. */
      device: v.nullable(deviceIdSchema),
      grants: v.array(grantSchema),
      /** What the token may be used for; `null`: whatever the grants allow. */
      actions: v.nullable(v.array(v.picklist(actions))),
      /** Until when what needs a fresh sign-in can be done, in Unix milliseconds; `null`: not now. */
      freshUntil: v.nullable(v.number()),
    }),
  },
  listPeople: {
    method: 'GET',
    path: '/v1/people',
    summary: 'Lists the people of the deployment.',
    input: v.strictObject(pageFields),
    output: v.object({ people: v.array(personSchema), next: nextSchema }),
  },
  readPerson: {
    method: 'GET',
    path: '/v1/people/:id',
    summary: 'Reads a person.',
    input: v.strictObject({ id: personIdSchema }),
    output: personSchema,
  },
  /** What is left out stays. It holds from the person's next request on. Only owners make, change or disable owners. */
  editPerson: {
    method: 'PATCH',
    path: '/v1/people/:id',
    summary: 'Changes the name or the roles of a person, or disables them.',
    ifMatch: true,
    input: v.strictObject({
      ...onePersonAsSeen,
      name: v.optional(personNameSchema),
      grants: v.optional(grantsSchema),
      disabled: v.optional(v.boolean()),
    }),
    output: personSchema,
  },
  /** With their devices, page sessions and console tokens. The last owner stays. */
  removePerson: {
    method: 'DELETE',
    path: '/v1/people/:id',
    summary: 'Removes a person, for good and at once.',
    ifMatch: true,
    input: v.strictObject(onePersonAsSeen),
    output: v.object({ id: personIdSchema }),
  },
} as const satisfies Record<string, Operation>;
