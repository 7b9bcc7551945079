import type { Handlers } from '../shared/api/contract.ts';
import { auditHandlers } from './audit/handlers.ts';
import type { Context } from './context.ts';
import { bulkHandlers } from './keys/bulk-handlers.ts';
import { credentialHandlers } from './credentials/handlers.ts';
import { deviceHandlers } from './devices/handlers.ts';
import { imageHandlers } from './images/handlers.ts';
import { keyHandlers } from './keys/handlers.ts';
import { policyHandlers } from './policies/handlers.ts';
import { scheduleHandlers } from './schedule/handlers.ts';
import { readDeployment } from './deployment/read-deployment.ts';
import { exportChunk } from './deployment/export.ts';
import { restoreChunk } from './deployment/restore.ts';
import { reconcileRecord } from './deployment/reconcile.ts';
import { peopleHandlers } from './people/handlers.ts';
import { invitationHandlers } from './people/invitation-handlers.ts';
import { tokenHandlers } from './people/token-handlers.ts';
import { projectHandlers } from './projects/handlers.ts';
import { sessionHandlers } from './sessions/handlers.ts';
import { pageSessionHandlers } from './sign-in/handlers.ts';
import { usageHandlers } from './usage/handlers.ts';
import { ticketHandlers } from './tickets/handlers.ts';
import { siteRuleHandlers } from './site-rules/handlers.ts';
import { webhookHandlers } from './webhooks/handlers.ts';

/** The whole management API. Leaving an operation of the contract out does not compile. */
export const handlers: Handlers<Context> = {
  ...peopleHandlers,
  ...tokenHandlers,
  ...invitationHandlers,
  ...ticketHandlers,
  ...credentialHandlers,
  ...deviceHandlers,
  ...pageSessionHandlers,
  ...imageHandlers,
  ...keyHandlers,
  ...policyHandlers,
  ...scheduleHandlers,
  ...bulkHandlers,
  ...projectHandlers,
  ...webhookHandlers,
  ...auditHandlers,
  ...siteRuleHandlers,
  readDeployment: (_, context) => readDeployment(context),
  exportDeployment: (ask, context) => exportChunk(ask, context),
  restoreDeployment: (asked, context) => restoreChunk(asked, context),
  reconcileRecord: ({ cursor }, context) => reconcileRecord(cursor, context),
  ...sessionHandlers,
  ...usageHandlers,
};
