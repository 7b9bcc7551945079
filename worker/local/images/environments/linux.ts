import type { LocalImage } from '../local-image.ts';
import { posixPaths } from '../scratch/posix-paths.ts';
import { fileTools } from '../tools/file-tools.ts';
import { runCommandTool } from '../tools/run-command.ts';

/** A shell and files on the machine that hosts Keyharbor, which on most machines is a Linux. */
export const linuxImage: LocalImage = {
  id: 'linux_latest',
  title: 'Linux (this machine)',
  instructions:
    'Commands and files on the machine that hosts Keyharbor. Every session has a working folder of its own, in ' +
    'which commands start and to which the file tools are confined; it is deleted when the session ends. ' +
    'Commands run as the user who started Keyharbor and are not sandboxed.',
  home: posixPaths.home,
  tools: [runCommandTool(posixPaths), ...fileTools(posixPaths)],
};
