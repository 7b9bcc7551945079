import type { ErrorEntry } from './entry.ts';

/** Refusals about policies. */
export const policyErrors = {
  policy_not_found: {
    status: 404,
    inBody: { unlessAt: '/v1/policies/', status: 422 },
    title: 'There is no such policy',
    hint: 'List the policies to see which there are.',
  },
  policy_version_not_found: {
    status: 404,
    title: 'The policy has no such version',
    hint: 'List the policy’s versions to see which there are.',
  },
  policy_builtin: {
    status: 409,
    title: 'The built-in policy cannot be changed or deleted',
    hint: 'Make a policy of your own and give that to the key.',
  },
  policy_in_use: {
    status: 409,
    title: 'Keys have this policy',
    hint: 'List the policy’s keys and give them another, then delete it.',
  },
  policy_name_taken: {
    status: 409,
    title: 'Another policy has this name',
    hint: 'Choose a name that no policy of the project has.',
  },
} as const satisfies Record<string, ErrorEntry>;
