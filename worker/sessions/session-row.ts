import * as v from 'valibot';

import { sessionViewSchema, type SessionView } from '../../shared/session/session.ts';

/** A row of `sessions`, in the record as in a gate's own storage. */
export interface SessionRow extends Record<string, string | number | null> {
  id: string;
  key_id: string;
  image: string;
  client: string;
  era: string;
  policy_id: string;
  policy_version: number;
  started_at: number;
  active_at: number;
  user_active_at: number;
  calls: number;
  bytes_in: number;
  bytes_out: number;
  ended_at: number | null;
  end_reason: string | null;
}

/** A session as its row tells it; which streams are open is not in any row. */
export function sessionOf(row: SessionRow): SessionView {
  return v.parse(sessionViewSchema, {
    id: row.id,
    keyId: row.key_id,
    image: row.image,
    client: row.client,
    era: row.era,
    policy: { id: row.policy_id, version: row.policy_version },
    startedAt: row.started_at,
    activeAt: row.active_at,
    userActiveAt: row.user_active_at,
    calls: row.calls,
    bytesIn: row.bytes_in,
    bytesOut: row.bytes_out,
    streams: 0,
    end: row.ended_at === null ? null : { at: row.ended_at, reason: row.end_reason },
  });
}

export function rowOf(session: SessionView): SessionRow {
  return {
    id: session.id,
    key_id: session.keyId,
    image: session.image,
    client: session.client,
    era: session.era,
    policy_id: session.policy.id,
    policy_version: session.policy.version,
    started_at: session.startedAt,
    active_at: session.activeAt,
    user_active_at: session.userActiveAt,
    calls: session.calls,
    bytes_in: session.bytesIn,
    bytes_out: session.bytesOut,
    ended_at: session.end?.at ?? null,
    end_reason: session.end?.reason ?? null,
  };
}
