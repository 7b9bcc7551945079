import * as v from 'valibot';

import {
  auditActionSchema,
  auditLineSchema,
  auditOutcomes,
  anchorFaults,
  auditSubjectSchema,
  chainFaults,
} from '../../audit/audit.ts';
import { projectIdSchema } from '../../ids.ts';
import { nextSchema, pageFields } from '../page.ts';
import type { Operation } from './operation.ts';

const time = v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)));

/** Which lines; all of it must apply. */
const filterFields = {
  subject: v.optional(auditSubjectSchema),
  project: v.optional(projectIdSchema),
  action: v.optional(auditActionSchema),
  actor: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
  outcome: v.optional(v.picklist(auditOutcomes)),
  /** Unix milliseconds, this one and later. */
  from: time,
  /** Unix milliseconds, before this one. */
  to: time,
} as const;

/** What can be asked of the audit. */
export const auditOperations = {
  listAudit: {
    method: 'GET',
    path: '/v1/audit',
    summary: 'Lists the lines of the audit, newest first.',
    input: v.strictObject({ ...pageFields, ...filterFields }),
    output: v.object({ lines: v.array(auditLineSchema), next: nextSchema }),
  },
  /**
   * Walks the chains, some thousand lines at a time; `next` goes on. `fault` is the first thing that is wrong with what was
   * walked, and the walk goes on after it. With `subject`, only that chain; of a key, its gate is asked how long it is.
   */
  readAuditCheck: {
    method: 'GET',
    path: '/v1/audit/verify',
    summary: 'Checks that no line of the audit was changed or taken away.',
    input: v.strictObject({ subject: v.optional(auditSubjectSchema), cursor: pageFields.cursor }),
    output: v.object({
      /** Lines walked up to here, of how many. */
      checked: v.number(),
      total: v.number(),
      /** Lines from before there were chains: nothing can be said about them. */
      unchained: v.number(),
      /** Lines that a restore brought from a deployment with another master: of them only their order can be checked. */
      otherKey: v.number(),
      fault: v.nullable(
        v.object({
          subject: v.string(),
          seq: v.number(),
          /** Of the line; `null` where it is gone. */
          id: v.nullable(v.string()),
          reason: v.picklist(chainFaults),
        }),
      ),
      next: nextSchema,
    }),
  },
  /** Newest first. Whoever keeps a `mac` elsewhere can say later that this much of the audit was there. */
  listAuditAnchors: {
    method: 'GET',
    path: '/v1/audit/anchors',
    summary: 'Lists the anchors of the audit, newest first.',
    input: v.strictObject(pageFields),
    output: v.object({
      anchors: v.array(
        v.object({
          number: v.number(),
          /** Unix milliseconds. */
          at: v.number(),
          /** How many lines it vouches for: those since the anchor before. */
          lines: v.number(),
          /** Over those lines and all anchors before: 64 hexadecimal digits. */
          mac: v.string(),
        }),
      ),
      next: nextSchema,
    }),
  },
  /** Checks one anchor after the other against its lines, some dozens at a time; `next` goes on, also after a `fault`. */
  readAnchorCheck: {
    method: 'GET',
    path: '/v1/audit/anchors/verify',
    summary: 'Checks that all lines are there that the anchors of the audit vouch for.',
    input: v.strictObject({ cursor: pageFields.cursor }),
    output: v.object({
      /** Anchors checked up to here, of how many. */
      checked: v.number(),
      total: v.number(),
      fault: v.nullable(v.object({ number: v.number(), reason: v.picklist(anchorFaults) })),
      next: nextSchema,
    }),
  },
  readAuditExport: {
    method: 'GET',
    path: '/v1/audit/export',
    summary: 'Gives all lines of the audit, newest first, one a line.',
    input: v.strictObject(filterFields),
    output: auditLineSchema,
    lines: true,
  },
} as const satisfies Record<string, Operation>;
