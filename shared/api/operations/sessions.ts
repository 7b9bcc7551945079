import * as v from 'valibot';

import { imageIdSchema, keyIdSchema, sessionIdSchema } from '../../ids.ts';
import { projectField } from '../../project/project.ts';
import { sessionViewSchema } from '../../session/session.ts';
import { nextSchema, pageFields } from '../page.ts';
import type { Operation } from './operation.ts';

const oneSession = v.strictObject({ id: sessionIdSchema });

/** What can be done to sessions. */
export const sessionOperations = {
  /**
   * Newest first. What open ones have done since they started is exact where one key is asked for; across keys it is
   * as the record has it, a few seconds behind for starts and ends.
   */
  listProjectSessions: {
    method: 'GET',
    path: '/v1/sessions',
    summary: 'Lists open and ended sessions, newest first.',
    input: v.strictObject({
      ...pageFields,
      project: projectField,
      key: v.optional(keyIdSchema),
      image: v.optional(imageIdSchema),
      client: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
      state: v.optional(v.picklist(['open', 'ended'])),
    }),
    output: v.object({ sessions: v.array(sessionViewSchema), next: nextSchema }),
  },
  readSession: {
    method: 'GET',
    path: '/v1/sessions/:id',
    summary: 'Reads one session as it is now.',
    input: oneSession,
    output: sessionViewSchema,
  },
  /** Counts as activity of its user: for whatever shows the session to a person. */
  touchSession: {
    method: 'POST',
    path: '/v1/sessions/:id/touch',
    summary: 'Tells that a person is using a session, so that it is not released for being idle.',
    input: oneSession,
    output: sessionViewSchema,
  },
  /** Its streams are cut, each with a last event that says why. Ending it again changes nothing. */
  endSession: {
    method: 'POST',
    path: '/v1/sessions/:id/end',
    summary: 'Ends a session and cuts its streams.',
    input: oneSession,
    output: sessionViewSchema,
  },
  /** The key itself stays as it is: its next call starts a new session. */
  endAllSessions: {
    method: 'POST',
    path: '/v1/keys/:id/sessions/end',
    summary: 'Ends all open sessions of a key.',
    input: v.strictObject({ id: keyIdSchema }),
    output: v.object({ ended: v.number() }),
  },
} as const satisfies Record<string, Operation>;
