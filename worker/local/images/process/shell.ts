import { existsSync } from 'node:fs';

const hasBash = existsSync('/bin/bash');

/** The shell that commands run in, as a person would call it. */
export const shellName = hasBash ? 'bash' : 'sh';

/** The program and arguments that run `command` in this machine's shell. */
export function shellCommand(command: string): [string, ...string[]] {
  return [hasBash ? '/bin/bash' : '/bin/sh', '-c', command];
}
