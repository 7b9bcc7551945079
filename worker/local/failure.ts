/** Something that a person can put right. Its message is one line that says what and how. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** Ends the process with one line about `error`: our own words for a `Failure`, the bare message else. */
export function endWith(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message.split('\n', 1)[0] ?? ''}\n`);
  process.exit(1);
}
