import type * as v from 'valibot';

import { auditOperations } from './operations/audit.ts';
import { bulkOperations } from './operations/bulk.ts';
import { credentialOperations } from './operations/credentials.ts';
import { deploymentOperations } from './operations/deployment.ts';
import { deviceOperations } from './operations/devices.ts';
import { imageOperations } from './operations/images.ts';
import { keyOperations } from './operations/keys.ts';
import { consoleTokenOperations } from './operations/console-tokens.ts';
import { invitationOperations } from './operations/invitations.ts';
import { peopleOperations } from './operations/people.ts';
import { pageSessionOperations } from './operations/page-sessions.ts';
import { policyOperations } from './operations/policies.ts';
import { scheduleOperations } from './operations/schedule.ts';
import { webhookOperations } from './operations/webhooks.ts';
import { projectOperations } from './operations/projects.ts';
import { sessionOperations } from './operations/sessions.ts';
import { usageOperations } from './operations/usage.ts';
import { ticketOperations } from './operations/tickets.ts';
import { siteRuleOperations } from './operations/site-rules.ts';

/**
 * The management API, once. The Worker mounts it, the extension's client is made from it.
 *
 * `input` gathers path parameters, then the query (GET) or the JSON body (others), then `If-Match` as `rev`; closed,
 * so that a stray `status` cannot ride along. What a query holds arrives as text. Every operation also answers with the refusals of `../errors.ts`.
 */
export const contract = {
  ...peopleOperations,
  ...consoleTokenOperations,
  ...invitationOperations,
  ...auditOperations,
  ...bulkOperations,
  ...deploymentOperations,
  ...ticketOperations,
  ...credentialOperations,
  ...deviceOperations,
  ...imageOperations,
  ...keyOperations,
  ...pageSessionOperations,
  ...policyOperations,
  ...scheduleOperations,
  ...webhookOperations,
  ...projectOperations,
  ...siteRuleOperations,
  ...sessionOperations,
  ...usageOperations,
};

export type OperationName = keyof typeof contract;
export type Sent<Name extends OperationName> = v.InferInput<(typeof contract)[Name]['input']>;
export type Input<Name extends OperationName> = v.InferOutput<(typeof contract)[Name]['input']>;
export type Output<Name extends OperationName> = v.InferOutput<(typeof contract)[Name]['output']>;

/** What an operation gives: an answer, or line after line where it says so. */
type Answer<Name extends OperationName> = (typeof contract)[Name] extends { readonly lines: true }
  ? AsyncIterable<Output<Name>>
  : Promise<Output<Name>>;

/** One function for each operation: leaving one out does not compile. */
export type Handlers<Context> = {
  readonly [Name in OperationName]: (input: Input<Name>, context: Context) => Answer<Name>;
};

export const operationNames = Object.keys(contract) as readonly OperationName[]; // Object.keys widens to string.
