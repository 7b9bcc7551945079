import type { Connection } from '../../api/connection.ts';
import type { Stored } from '../../platform/stored.ts';

/** Where a connection is kept: in memory, and on disk if a person asked for that. */
export interface KeptConnections {
  readonly session: Stored<Connection>;
  readonly remembered: Stored<Connection>;
}

/** The connection that this browser holds; one that was only remembered is taken up again. */
export async function restoreConnection({
  session,
  remembered,
}: KeptConnections): Promise<Connection | null> {
  const held = await session.read();
  if (held) return held;
  const found = await remembered.read();
  if (found) await session.write(found);
  return found;
}
