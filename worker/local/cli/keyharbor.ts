#!/usr/bin/env node
import { CommanderError } from 'commander';

import { ApiError } from '../api-client.ts';
import { Failure } from '../failure.ts';
import { createProgram } from './program.ts';

/** What a script can tell apart: 1 was refused, 2 was not understood, 3 was not heard. */
function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof ApiError)) return 2;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  for (const { pointer, message } of error.fields) process.stderr.write(`  ${pointer}  ${message}\n`);
  return error.code === 'offline' ? 3 : 1;
}

try {
  await createProgram((text) => process.stdout.write(text)).parseAsync();
} catch (error) {
  if (error instanceof Failure) process.stderr.write(`${error.message}\n`);
  else if (!(error instanceof CommanderError || error instanceof ApiError)) throw error;
  process.exitCode = exitCodeFor(error);
}
