import * as z from 'zod';

import { runProcess } from '../process/run-process.ts';
import { limits } from './limits.ts';
import { processAnswer, processOutput } from './process-output.ts';
import { defineTool, type ImageTool } from './tool.ts';

/** How each language reads a program from its standard input. */
const interpreters = {
  // Node tells modules from scripts by itself, so both `import` and `require` work.
  javascript: [process.execPath, '-'],
  // Unbuffered, so that progress shows what is printed when it is printed.
  python: ['python3', '-u', '-'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Language = keyof typeof interpreters;

/** `run_code`: a whole program in one of `languages`, run in the session's folder. */
export function runCodeTool(languages: readonly [Language, ...Language[]]): ImageTool {
  const offered = languages.includes('python')
    ? 'JavaScript (Node.js) or Python 3'
    : 'JavaScript (Node.js; Python is not offered, as python3 is not installed on this machine)';
  return defineTool({
    name: 'run_code',
    title: 'Run code',
    description:
      `Runs a program in ${offered} and returns its exit code, standard output and standard error. It runs in ` +
      'the working folder of this session as a process of its own: print what you want to see. With a progress ' +
      'token the output is streamed while the program runs.',
    input: z.object({
      language: z.enum(languages).describe('The language of the program.'),
      code: z.string().min(1).max(262_144).describe('The source text of the program.'),
      ...limits,
    }),
    output: processOutput,
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
    async call(input, { session, signal, report }) {
      const result = await runProcess({
        command: interpreters[input.language],
        input: input.code,
        workingDirectory: session.folder,
        home: session.folder,
        timeoutMs: input.timeout_ms,
        maxOutputBytes: input.max_output_bytes,
        signal,
        onOutput: report,
      });
      return processAnswer(result, (text) => text);
    },
  });
}
