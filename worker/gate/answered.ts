/** Bytes of answers that went to a client of a key. */
export interface Answered {
  /** `null`: of none, as discovery is. */
  readonly session: string | null;
  readonly image: string;
  /** That was called; empty: none. */
  readonly tool: string;
  /** Whether it counts as use of the key, as its call did. */
  readonly isCharged: boolean;
  readonly bytes: number;
}
