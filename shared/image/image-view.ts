import * as v from 'valibot';

import { errorCodes } from '../errors.ts';
import { projectIdSchema } from '../ids.ts';
import { credentialFormSchema, imageFields } from './fields.ts';
import { imageSchema } from './image.ts';

/** What a look at the upstream found: whether it speaks MCP, and which era of it. */
export const imageHealthSchema = v.object({
  /** Unix milliseconds. */
  checkedAt: v.number(),
  /** `null`: it answered the handshake; else why not, by the code that a call would get. */
  code: v.nullable(v.picklist(errorCodes)),
  /** Until the handshake was over, milliseconds. */
  latencyMs: v.number(),
  /** `stateless`: 2026-07-28; `legacy`: before; `null`: it did not say. */
  era: v.nullable(v.picklist(['stateless', 'legacy'])),
});
export type ImageHealth = v.InferOutput<typeof imageHealthSchema>;

/** An image as people manage it. Its credential is never part of it. */
export const imageViewSchema = v.object({
  ...imageSchema.entries,
  /** `null`: it came with the deployment and is there for all projects. */
  projectId: v.nullable(projectIdSchema),
  enabled: v.boolean(),
  /** `null`: built in, and where the deployment's settings say. */
  url: v.nullable(v.string()),
  transport: imageFields.transport,
  credential: v.nullable(credentialFormSchema),
  hasCredential: v.boolean(),
  channel: imageFields.channel,
  note: v.string(),
  release: imageFields.release,
  rev: v.number(),
  createdAt: v.number(),
  changedAt: v.number(),
});
export type ImageView = v.InferOutput<typeof imageViewSchema>;
