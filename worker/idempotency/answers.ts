/** An answer stands for this long; then its key is as good as new. */
export const keptMs = 24 * 3_600_000;

/** Nothing takes this long to make: a run without an answer after it has died, and its key is free again. */
const longestRunMs = 60_000;

/** One attempt to do something under an Idempotency-Key. */
export interface Attempt {
  readonly id: string;
  readonly body: string;
  readonly run: string;
}

/** What stands under an id: whose body it was, and the answer, `null` while it is being made. */
export interface Standing {
  readonly body: string;
  readonly answer: string | null;
}

/** Where answers are kept. */
export interface Answers {
  /** Takes the id for this run; where another has it, what stands there instead. `null`: it is ours. */
  claim(attempt: Attempt, now: number): Promise<Standing | null>;
  /** Notes the answer, JSON, unless another run has taken over meanwhile. */
  save(attempt: Attempt, answer: string): Promise<void>;
  /** Frees the id: nothing was made. */
  release(attempt: Attempt): Promise<void>;
}

/** A statement and what is bound to it. */
type Statement = readonly [sql: string, ...values: (string | number)[]];

/** What is asked of a table `idempotency`, be it in the record or in a gate. `claim` is followed by `read` in one transaction. */
export const statements = {
  claim: ({ id, body, run }: Attempt, now: number): Statement => [
    `INSERT INTO idempotency (id, body, run, started_at) VALUES (?1, ?2, ?3, ?4)
     ON CONFLICT (id) DO UPDATE SET body = ?2, run = ?3, started_at = ?4, answer = NULL
     WHERE started_at <= ?5 OR (answer IS NULL AND body = ?2 AND started_at <= ?6)`,
    id,
    body,
    run,
    now,
    now - keptMs,
    now - longestRunMs,
  ],
  read: ({ id }: Attempt): Statement => ['SELECT run, body, answer FROM idempotency WHERE id = ?', id],
  save: ({ id, run }: Attempt, answer: string): Statement => [
    'UPDATE idempotency SET answer = ?1 WHERE id = ?2 AND run = ?3',
    answer,
    id,
    run,
  ],
  release: ({ id, run }: Attempt): Statement => ['DELETE FROM idempotency WHERE id = ? AND run = ?', id, run],
} as const;

/** What `claim` and `read` came to. */
export function standingOf(row: (Standing & { readonly run: string }) | undefined, { run }: Attempt) {
  if (row === undefined) throw new Error('a claim that left no row');
  return row.run === run ? null : { body: row.body, answer: row.answer };
}
