import * as z from 'zod';

import { runProcess } from '../process/run-process.ts';
import { shellCommand, shellName } from '../process/shell.ts';
import { confine } from '../scratch/confine.ts';
import type { PathForm } from '../scratch/path-form.ts';
import { limits, pathSchema } from './limits.ts';
import { processAnswer, processOutput } from './process-output.ts';
import { defineTool, type ImageTool } from './tool.ts';

/** `run_command`: a command in this machine's shell, started in the session's folder. */
export function runCommandTool(paths: PathForm): ImageTool {
  return defineTool({
    name: 'run_command',
    title: 'Run a command',
    description:
      `Runs a command in ${shellName} on the machine that hosts Keyharbor and returns its exit code, standard ` +
      'output and standard error. Each command starts afresh in the working folder of this session; nothing it ' +
      'starts outlives it. With a progress token the output is streamed while the command runs.',
    input: z.object({
      command: z.string().min(1).max(32_768).describe('The command line.'),
      working_directory: pathSchema.optional().describe(`Where to run it. ${paths.hint}`),
      ...limits,
    }),
    output: processOutput,
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
    async call(input, { session, signal, report }) {
      const { folder } = session;
      const home = paths.toLocal(folder, '.');
      const show = (text: string): string => paths.showIn(folder, text);
      const result = await runProcess({
        command: shellCommand(input.command),
        workingDirectory: await confine(folder, paths.toLocal(folder, input.working_directory ?? '.')),
        home,
        timeoutMs: input.timeout_ms,
        maxOutputBytes: input.max_output_bytes,
        signal,
        onOutput: (text) => report(show(text)),
      });
      return processAnswer(result, show);
    },
  });
}
