import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';

import type { ProcessResult } from '../process/run-process.ts';

/** What running something gives, for callers that read structured content. */
export const processOutput = z.object({
  exit_code: z.int().nullable().describe('Null where the program was killed.'),
  end: z.enum(['exited', 'timed_out', 'cancelled']),
  stdout: z.string(),
  stderr: z.string(),
  truncated: z.boolean().describe('Whether output was left out because of max_output_bytes.'),
  total_output_bytes: z.int(),
  duration_ms: z.int(),
});

/**
 * Says how a program ended, to people and to programs. A time limit is a tool error; a bad exit code is not,
 * for it is the program's own answer. `show` puts local paths into the image's form.
 */
export function processAnswer(result: ProcessResult, show: (text: string) => string): CallToolResult {
  const stdout = show(result.stdout);
  const stderr = show(result.stderr);
  const truncated = result.totalBytes > result.keptBytes;
  const parts = [
    headline(result),
    stdout,
    stderr === '' ? '' : `[standard error]\n${stderr}`,
    truncated ? `[output cut: ${result.keptBytes} of ${result.totalBytes} bytes are shown]` : '',
  ];
  const structuredContent: z.infer<typeof processOutput> = {
    exit_code: result.exitCode,
    end: result.end,
    stdout,
    stderr,
    truncated,
    total_output_bytes: result.totalBytes,
    duration_ms: result.durationMs,
  };
  return {
    isError: result.end !== 'exited',
    content: [{ type: 'text', text: parts.filter((part) => part !== '').join('\n') }],
    structuredContent,
  };
}

function headline({ end, exitCode, durationMs }: ProcessResult): string {
  if (end === 'timed_out') return `Killed at its time limit, after ${durationMs} ms.`;
  if (end === 'cancelled') return `Cancelled after ${durationMs} ms.`;
  return exitCode === null ? `Killed by a signal after ${durationMs} ms.` : `Exit code ${exitCode}`;
}
