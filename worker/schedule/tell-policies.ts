import { unfinishedPolicies } from '../policies/keys-behind.ts';
import { tellKeys } from '../policies/tell-keys.ts';
import type { Job } from './job.ts';

/** Policies looked at in a run. */
const most = 100;

const by = { actor: 'keyharbor', device: null, requestId: '' };

/** Goes on where an edit of a policy stopped: it tells the first 200 keys itself, and not those that it could not reach. */
export const tellPolicies: Job = {
  name: 'tell-policies',
  run: async ({ env, mark }) => {
    const { refs, last } = await unfinishedPolicies(env.RECORD, mark ?? '', most);
    for (const ref of refs) await tellKeys(ref, by, env);
    return last;
  },
};
