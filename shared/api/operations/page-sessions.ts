import * as v from 'valibot';

import { pageSessionIdSchema } from '../../people/ids.ts';
import { pageSessionSchema } from '../../people/page-session.ts';
import type { Operation } from './operation.ts';

/** Where one is signed in on the Worker's pages: one's own, and nobody else's. Whoever is removed is signed out everywhere. */
export const pageSessionOperations = {
  /** Newest first; 20 at most. */
  listPageSessions: {
    method: 'GET',
    path: '/v1/page-sessions',
    summary: 'Lists the browsers in which one is signed in on the pages.',
    input: v.strictObject({}),
    output: v.object({ pageSessions: v.array(pageSessionSchema) }),
  },
  /** In force when it is answered. Asking twice is harmless. */
  endPageSession: {
    method: 'DELETE',
    path: '/v1/page-sessions/:id',
    summary: 'Signs one out of the pages in one browser, at once.',
    input: v.strictObject({ id: pageSessionIdSchema }),
    output: v.object({ id: pageSessionIdSchema }),
  },
} as const satisfies Record<string, Operation>;
