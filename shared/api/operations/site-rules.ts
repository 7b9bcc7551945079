import * as v from 'valibot';

import { siteRuleFields, siteRuleSchema } from '../../context/site-rule.ts';
import { siteRuleIdSchema } from '../../ids.ts';
import { projectField } from '../../project/project.ts';
import { ifMatchSchema, type Operation } from './operation.ts';

/** All of them, at most 100, in the order in which they are tried. */
export const listSiteRules = {
  method: 'GET',
  path: '/v1/site-rules',
  summary: 'Lists the site rules of a project in the order in which they are tried.',
  input: v.strictObject({ project: projectField }),
  output: v.object({ siteRules: v.array(siteRuleSchema) }),
} as const satisfies Operation;

/** What can be done to site rules: which address the popup offers on which pages. */
export const siteRuleOperations = {
  listSiteRules,
  /** `position`: last where it is left out. */
  createSiteRule: {
    method: 'POST',
    path: '/v1/site-rules',
    summary: 'Makes a site rule.',
    input: v.strictObject({
      project: projectField,
      pattern: siteRuleFields.pattern,
      image: siteRuleFields.image,
      keyId: v.optional(siteRuleFields.keyId, null),
      format: v.optional(siteRuleFields.format, null),
      position: v.optional(siteRuleFields.position),
    }),
    output: siteRuleSchema,
    status: 201,
    idempotent: true,
  },
  editSiteRule: {
    method: 'PATCH',
    path: '/v1/site-rules/:id',
    summary: 'Changes a site rule; what is left out stays.',
    input: v.strictObject({
      id: siteRuleIdSchema,
      rev: ifMatchSchema,
      ...v.partial(v.strictObject(siteRuleFields)).entries,
    }),
    output: siteRuleSchema,
    ifMatch: true,
  },
  deleteSiteRule: {
    method: 'DELETE',
    path: '/v1/site-rules/:id',
    summary: 'Deletes a site rule.',
    input: v.strictObject({ id: siteRuleIdSchema, rev: ifMatchSchema }),
    output: v.object({ id: siteRuleIdSchema }),
    ifMatch: true,
  },
} as const satisfies Record<string, Operation>;
