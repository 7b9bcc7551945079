import { parseArgs } from 'node:util';

export interface ProcessOptions {
  /** The folder in which this process makes its own scratch folder. */
  readonly scratch: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly token: string;
}

/** The variable that carries the token which callers must show. */
export const tokenVariable = 'KEYHARBOR_IMAGES_TOKEN';
const minTokenCharacters = 16;

/**
 * What this process was started with: `--scratch DIR [--port N]` and the token in the environment.
 *
 * Takes the token out of `env`, so that no child inherits it. Throws an `Error` that says what is missing; it
 * never quotes the token.
 */
export function takeProcessOptions(args: readonly string[], env: NodeJS.ProcessEnv): ProcessOptions {
  const token = env[tokenVariable] ?? '';
  delete env[tokenVariable];
  if (token.length < minTokenCharacters) {
    throw new Error(`${tokenVariable} must be set, to at least ${minTokenCharacters} characters`);
  }
  const { values } = parseArgs({
    args: [...args],
    options: { scratch: { type: 'string' }, port: { type: 'string', default: '0' } },
  });
  if (!values.scratch) throw new Error('--scratch DIR is needed');
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error('--port must be a number from 0 to 65535');
  }
  return { scratch: values.scratch, port: Number(values.port), token };
}
