import * as z from 'zod';

/** The limits that a caller may set for what it runs, and what holds where it does not. */
export const limits = {
  timeout_ms: z
    .int()
    .min(100)
    .max(600_000)
    .default(30_000)
    .describe('Time limit in milliseconds. What still runs then is killed, with all it started.'),
  max_output_bytes: z
    .int()
    .min(256)
    .max(1_048_576)
    .default(65_536)
    .describe('How much output to return, in bytes. The rest is counted and left out.'),
};

/** The largest file content that one call may write, in characters; and its default for reading, in bytes. */
export const maxContentCharacters = 2_097_152;

export const pathSchema = z.string().min(1).max(4_096);
