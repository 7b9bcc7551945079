import { log } from '../log.ts';
import { sessionKey } from '../sessions/session-key.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { startProgress } from './progress.ts';
import { describeFailure, errorCode, ToolRefusal } from '../tool-refusal.ts';
import type { CallRunner } from './tool.ts';

/** How every tool of an image answers, whatever its protocol era. Never rejects. */
export function createCallRunner(sessions: Sessions): CallRunner {
  return async (context, call) => {
    const progress = startProgress(context);
    try {
      return await sessions.use(sessionKey(context), (session) =>
        call({
          session,
          signal: context.mcpReq.signal,
          report: progress.report,
        }),
      );
    } catch (error) {
      noteUnexpected(error);
      return { isError: true, content: [{ type: 'text', text: describeFailure(error) }] };
    } finally {
      progress.stop();
    }
  };
}

/** Logs the kind of a failure that nobody foresaw; its message could quote what a caller sent. */
function noteUnexpected(error: unknown): void {
  if (error instanceof ToolRefusal || errorCode(error) !== '') return;
  log(`A tool failed: ${error instanceof Error ? error.name : typeof error}`);
}
