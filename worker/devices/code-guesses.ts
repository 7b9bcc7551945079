const personMs = 600_000;
const personMost = 5;
const allMs = 60_000;
const allMost = 100;

/**
 * Counts codes that were typed and are none: five in ten minutes by one person, a hundred a minute by all. On disk, since
 * a guesser could wait until memory is forgotten.
 */
export function createCodeGuesses(sql: SqlStorage, now: () => number) {
  sql.exec('CREATE TABLE IF NOT EXISTS code_guesses (person TEXT NOT NULL, at INTEGER NOT NULL) STRICT');
  sql.exec('CREATE INDEX IF NOT EXISTS code_guesses_by_time ON code_guesses (at)');
  const count = (condition: string, ...values: (string | number)[]) =>
    sql.exec<{ n: number }>(`SELECT count(*) AS n FROM code_guesses WHERE ${condition}`, ...values).one().n;

  return {
    /** Whether this person may try another one. */
    mayGuess: (person: string): boolean =>
      count('at > ?', now() - allMs) < allMost &&
      count('at > ? AND person = ?', now() - personMs, person) < personMost,

    /** It was none. */
    note(person: string): void {
      sql.exec('DELETE FROM code_guesses WHERE at <= ?', now() - personMs);
      sql.exec('INSERT INTO code_guesses (person, at) VALUES (?, ?)', person, now());
    },
  };
}
export type CodeGuesses = ReturnType<typeof createCodeGuesses>;
