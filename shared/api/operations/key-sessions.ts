import * as v from 'valibot';

import { keyIdSchema } from '../../ids.ts';
import { sessionViewSchema } from '../../session/session.ts';
import type { Operation } from './operation.ts';

/** The key's sessions, newest first: the open ones and up to 100 ended ones. */
export const listSessions = {
  method: 'GET',
  path: '/v1/keys/:id/sessions',
  summary: 'Lists the sessions of a key, newest first.',
  input: v.strictObject({ id: keyIdSchema }),
  output: v.object({ sessions: v.array(sessionViewSchema) }),
} as const satisfies Operation;
