import { deviceErrors } from './devices.ts';
import { imageErrors } from './images.ts';
import { keyErrors } from './keys.ts';
import { peopleErrors } from './people.ts';
import { policyErrors } from './policies.ts';
import { projectErrors } from './projects.ts';
import { recordErrors } from './record.ts';
import { sessionErrors } from './sessions.ts';
import { ticketErrors } from './tickets.ts';
import { siteRuleErrors } from './site-rules.ts';
import { webhookErrors } from './webhooks.ts';

/** Refusals of the management API, one file of them for each noun. */
export const apiErrors = {
  ...keyErrors,
  ...policyErrors,
  ...projectErrors,
  ...deviceErrors,
  ...imageErrors,
  ...peopleErrors,
  ...recordErrors,
  ...sessionErrors,
  ...ticketErrors,
  ...siteRuleErrors,
  ...webhookErrors,
};
