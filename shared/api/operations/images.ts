import * as v from 'valibot';

import { imageIdSchema } from '../../ids.ts';
import { imageEditSchema, newImageSchema, transports } from '../../image/fields.ts';
import { imageHealthSchema, imageViewSchema } from '../../image/image-view.ts';
import { projectField } from '../../project/project.ts';
import { ifMatchSchema, type Operation } from './operation.ts';

const oneImage = v.strictObject({ id: imageIdSchema });
const oneImageAsSeen = v.strictObject({ id: imageIdSchema, rev: ifMatchSchema });
const inProject = { project: projectField };

/** With its last health; `null`: it was not looked at yet. */
const listedImage = v.object({ ...imageViewSchema.entries, health: v.nullable(imageHealthSchema) });

/** An image after a change; `record` as in `changedKey`. */
const changedImage = v.object({ image: imageViewSchema, record: v.picklist(['written', 'pending']) });

/** What can be done to images. */
export const imageOperations = {
  /** The built-in ones, then the project's own by title. At most 200. */
  listImages: {
    method: 'GET',
    path: '/v1/images',
    summary: 'Lists the images of a project with their last health.',
    input: v.strictObject(inProject),
    output: v.object({ images: v.array(listedImage) }),
  },
  createImage: {
    method: 'POST',
    path: '/v1/images',
    summary: 'Makes an image of an MCP server of yours.',
    idempotent: true,
    input: v.strictObject({ ...newImageSchema.entries, ...inProject }),
    output: changedImage,
    status: 201,
  },
  /**
   * The five images of an AgentBay account, from its API key. Those that are there already, by title, get the key and
   * the URL again; so asking twice makes nothing twice.
   */
  createAgentBayImages: {
    method: 'POST',
    path: '/v1/images/presets/agentbay',
    summary: 'Makes the five images of an AgentBay account, or renews its key in them.',
    idempotent: true,
    status: 201,
    input: v.strictObject({
      apiKey: v.pipe(v.string(), v.trim(), v.regex(/^[\w-]{8,256}$/)),
      region: v.picklist(['cn', 'intl']),
      /** AgentBay documents `sse`; Streamable HTTP works as well and is what this gateway speaks best. */
      transport: v.optional(v.picklist(transports), 'streamable-http'),
      ...inProject,
    }),
    output: v.object({ images: v.array(imageViewSchema) }),
  },
  readImage: {
    method: 'GET',
    path: '/v1/images/:id',
    summary: 'Reads an image.',
    input: oneImage,
    output: listedImage,
  },
  /** Of a built-in one nothing but `enabled` can change. What is left out stays, a credential too. */
  editImage: {
    method: 'PATCH',
    path: '/v1/images/:id',
    summary: 'Changes an image; what is left out stays.',
    ifMatch: true,
    input: v.strictObject({ id: imageIdSchema, rev: ifMatchSchema, ...imageEditSchema.entries }),
    output: changedImage,
  },
  enableImage: {
    method: 'POST',
    path: '/v1/images/:id/enable',
    summary: 'Lets calls to the image pass again.',
    ifMatch: true,
    input: oneImageAsSeen,
    output: changedImage,
  },
  /** Refuses every key from the next call on, and cuts the image's open streams. */
  disableImage: {
    method: 'POST',
    path: '/v1/images/:id/disable',
    summary: 'Refuses every call to the image and cuts its open streams.',
    ifMatch: true,
    input: oneImageAsSeen,
    output: changedImage,
  },
  /** Only when disabled and in no policy, and for good: its credential is erased, its id never used again. */
  deleteImage: {
    method: 'DELETE',
    path: '/v1/images/:id',
    summary: 'Deletes a disabled image that no policy names.',
    ifMatch: true,
    input: oneImageAsSeen,
    output: changedImage,
  },
  /** A real MCP handshake, now; ten seconds at most. */
  checkImage: {
    method: 'POST',
    path: '/v1/images/:id/check',
    summary: 'Tries an MCP handshake with the image and tells how it went.',
    input: oneImage,
    output: imageHealthSchema,
  },
} as const satisfies Record<string, Operation>;
