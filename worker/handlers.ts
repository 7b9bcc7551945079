import type { Handlers } from '../shared/api/contract.ts';
import type { Context } from './context.ts';
import { listImages } from './images/catalogue.ts';
import { keyHandlers } from './keys/handlers.ts';
import { policyHandlers } from './policies/handlers.ts';
import { defaultProject } from './projects/default-project.ts';
import { scheduleHandlers } from './schedule/handlers.ts';

/** The whole management API. Leaving an operation of the contract out does not compile. */
export const handlers: Handlers<Context> = {
  ...keyHandlers,
  ...policyHandlers,
  ...scheduleHandlers,
  readDeployment: async (_, { env }) => ({
    gateway: env.GATEWAY,
    project: defaultProject,
    images: [...listImages()],
  }),
};
