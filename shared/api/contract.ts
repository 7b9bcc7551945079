import type * as v from 'valibot';

import { deploymentOperations } from './operations/deployment.ts';
import { keyOperations } from './operations/keys.ts';
import { policyOperations } from './operations/policies.ts';

/**
 * The management API, once. The Worker mounts it, the extension's client is made from it.
 *
 * `input` gathers path parameters, then the query (GET) or the JSON body (others); closed, so that a stray
 * `status` or `rev` cannot ride along. Every operation also answers with the refusals of `../errors.ts`.
 */
export const contract = {
  ...deploymentOperations,
  ...keyOperations,
  ...policyOperations,
};

export type OperationName = keyof typeof contract;
export type Sent<Name extends OperationName> = v.InferInput<(typeof contract)[Name]['input']>;
export type Input<Name extends OperationName> = v.InferOutput<(typeof contract)[Name]['input']>;
export type Output<Name extends OperationName> = v.InferOutput<(typeof contract)[Name]['output']>;

/** One function for each operation: leaving one out does not compile. */
export type Handlers<Context> = {
  readonly [Name in OperationName]: (input: Input<Name>, context: Context) => Promise<Output<Name>>;
};

export const operationNames = Object.keys(contract) as readonly OperationName[]; // Object.keys widens to string.
