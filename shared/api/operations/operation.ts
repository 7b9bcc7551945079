import type * as v from 'valibot';

/** One operation: what it takes, what it answers, where it is mounted. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly input: v.GenericSchema;
  readonly output: v.GenericSchema;
  /** Of a successful answer; 200 where it is left out. */
  readonly status?: number;
}
