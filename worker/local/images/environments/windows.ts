import type { LocalImage } from '../local-image.ts';
import { shellName } from '../process/shell.ts';
import { windowsPaths } from '../scratch/windows-paths.ts';
import { fileTools } from '../tools/file-tools.ts';
import { runCommandTool } from '../tools/run-command.ts';

/** A stand-in for a Windows computer: Windows paths over a scratch folder, and this machine's shell. */
export const windowsImage: LocalImage = {
  id: 'windows_latest',
  title: 'Windows (stand-in on this machine)',
  instructions:
    'This is a stand-in, not Windows: it runs on the machine that hosts Keyharbor until a real Windows upstream ' +
    'is configured for this image. Paths of the file tools are Windows paths; drive C: is the working folder of ' +
    `this session and C:\\Users\\agent its home. Commands run in ${shellName}, not in cmd or PowerShell: inside a ` +
    'command use relative paths with forward slashes. Names tell upper from lower case. The folder is deleted ' +
    'when the session ends. Commands run as the user who started Keyharbor and are not sandboxed.',
  home: windowsPaths.home,
  tools: [runCommandTool(windowsPaths), ...fileTools(windowsPaths)],
};
