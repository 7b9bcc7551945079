/** One run of a job. */
export interface Turn {
  readonly env: Env;
  /** Unix milliseconds. */
  readonly now: number;
  /** What the last run that succeeded gave back; `null` on the first. */
  readonly mark: string | null;
}

/** Work that is done every minute, whoever asks or not. */
export interface Job {
  /** `expire-keys`; names its row in the record. */
  readonly name: string;
  /**
   * Does a bounded piece of it, and gives where the next run goes on (`null`: from the start). Runs may overlap and may
   * be lost half-way, so doing a piece twice must do no harm.
   */
  readonly run: (turn: Turn) => Promise<string | null>;
}
