import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { sessionHeader, sessionHeaderPattern } from './sessions/session-key.ts';

/** Why a request is turned away before its body is read. */
export interface Rejection {
  readonly status: 400 | 401 | 403;
  readonly message: string;
}

const allowedHost = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/;

/**
 * Decides who may speak to the images, which run commands: null lets a request pass.
 *
 * A page in a browser is kept out twice: it cannot hide its `Origin`, and a name that was rebound to this
 * machine shows in `Host`. Other programs are kept out by the token.
 */
export function createGuard(token: string): (request: IncomingMessage) => Rejection | null {
  const expected = digest(`Bearer ${token}`);
  return ({ headers }) => {
    if (!allowedHost.test(headers.host ?? '')) return { status: 403, message: 'This Host is not served.' };
    if (headers.origin !== undefined) return { status: 403, message: 'Web pages are not served.' };
    if (!timingSafeEqual(digest(headers.authorization ?? ''), expected)) {
      return { status: 401, message: 'A bearer token is needed.' };
    }
    const session = headers[sessionHeader];
    if (session !== undefined && !sessionHeaderPattern.test(String(session))) {
      return { status: 400, message: `${sessionHeader} must match ${sessionHeaderPattern.source}` };
    }
    return null;
  };
}

/** Digests are of one length, which the comparison in constant time asks for. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
