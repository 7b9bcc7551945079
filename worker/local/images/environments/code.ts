import type { LocalImage } from '../local-image.ts';
import { posixPaths } from '../scratch/posix-paths.ts';
import { fileTools } from '../tools/file-tools.ts';
import { runCodeTool } from '../tools/run-code.ts';

/** Programs in JavaScript, and in Python where `hasPython` says that this machine can run it. */
export function codeImage({ hasPython }: { readonly hasPython: boolean }): LocalImage {
  return {
    id: 'code_latest',
    title: 'Code (this machine)',
    instructions:
      'Runs programs on the machine that hosts Keyharbor. Every session has a working folder of its own, in ' +
      'which programs start and to which the file tools are confined; it is deleted when the session ends. ' +
      'Programs run as the user who started Keyharbor and are not sandboxed.',
    home: posixPaths.home,
    tools: [runCodeTool(hasPython ? ['javascript', 'python'] : ['javascript']), ...fileTools(posixPaths)],
  };
}
