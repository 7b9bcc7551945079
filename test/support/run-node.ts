import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** Runs Node as a person would, with nothing in its environment but what is said. */
export async function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  { input = '', cwd }: { readonly input?: string; readonly cwd?: string } = {},
) {
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env['PATH'], ...env } });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out, err, code: Number(code) };
}
