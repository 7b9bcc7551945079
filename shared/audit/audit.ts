import * as v from 'valibot';

import { projectIdSchema } from '../ids.ts';

/**
 * `done`; `dropped`: asked for, but never in force; `refused`: a call with a real credential that was not let through.
 */
export const auditOutcomes = ['done', 'dropped', 'refused'] as const;

/** `key_…`, `pol_…`, `imgc-…`, `prj_…`: whose chain a line is in. */
export const auditSubjectSchema = v.pipe(v.string(), v.regex(/^[a-z]{2,16}[_-][\w.-]{1,64}$/));

/** Noun and verb: `key.disable`. Lines of the first weeks say `session.end-all`; no line is ever written anew. */
export const auditActionSchema = v.pipe(v.string(), v.regex(/^[a-z]+(?:_[a-z]+)*\.[a-z]+(?:[_-][a-z]+)*$/));

const fieldsSchema = v.nullable(v.record(v.string(), v.unknown()));

/** One line of the audit. Never holds a secret. */
export const auditLineSchema = v.object({
  id: v.string(),
  subject: v.string(),
  projectId: projectIdSchema,
  /** Its place in the subject's chain, from 1; `null`: it is from before there were chains. */
  seq: v.nullable(v.number()),
  action: v.string(),
  outcome: v.picklist(auditOutcomes),
  /** The subject's revision afterwards; `null` where nothing was to change. */
  rev: v.nullable(v.number()),
  actor: v.string(),
  device: v.nullable(v.string()),
  requestId: v.string(),
  /** Unix milliseconds. */
  at: v.number(),
  /** What a change replaced, and by what: only the fields that differ. Of an event, `after` tells of it. */
  before: fieldsSchema,
  after: fieldsSchema,
});
export type AuditLine = v.InferOutput<typeof auditLineSchema>;

/**
 * What is wrong with a chain: `changed`: the line is not as it was written; `missing`: lines before it are gone;
 * `cut_off`: the chain ends before it should, and `seq` is the first that is gone.
 */
export const chainFaults = ['changed', 'missing', 'cut_off'] as const;

/**
 * What is wrong with an anchor: `changed`: it is not as it was made; `missing`: anchors before it are gone; `cut_off`: it is
 * gone itself; `lines`: lines that it vouches for are gone, were changed, or came in between.
 */
export const anchorFaults = ['changed', 'missing', 'cut_off', 'lines'] as const;
