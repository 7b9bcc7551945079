/** One line for whoever runs the images. Callers' input, answers and secrets have no place in it. */
export function log(line: string): void {
  process.stderr.write(`${line}\n`);
}
