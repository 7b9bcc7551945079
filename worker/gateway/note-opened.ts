import { member } from '../../shared/mcp/member.ts';
import { isDone, openedIn } from '../../shared/mcp/opened.ts';
import { toolIn } from '../../shared/policy/ask.ts';
import { log } from '../log.ts';
import type { Admitted } from './pass-on.ts';

/** Hears a call's answer before its client does. Never rejects. */
export type HearAnswer = (text: string) => Promise<void>;

/**
 * Notes at the key's gate what a call has opened at its upstream, or closed there, so that it is closed when its session
 * ends; `null`: nothing could come of this call. Whoever names an id has not opened it.
 */
export function noteOpened({ call, session, presented, upstream }: Admitted, env: Env): HearAnswer | null {
  const { release } = upstream;
  const tool = toolIn(call.wants);
  if (release === null || session === null || (tool === undefined && call.sse !== 'stream')) return null;
  const gate = () => env.GATE.getByName(presented.keyId);
  const named = member(tool?.arguments, release.argument);
  const isClosing = tool?.name === release.tool && typeof named === 'string';
  if (named !== undefined && !isClosing) return null;

  async function tell(text: string): Promise<void> {
    if (release === null || session === null) return;
    if (typeof named !== 'string') {
      const ids = openedIn(text, release.argument);
      if (ids.length > 0) await gate().noteOpened(session, ids);
    } else if (isDone(text)) await gate().noteClosed(named);
  }
  // Asked again, once: what nobody knows of stays open, and costs.
  return (text) =>
    tell(text)
      .catch(() => tell(text))
      .catch((error: unknown) => log({ event: 'gate_unavailable', error }));
}
