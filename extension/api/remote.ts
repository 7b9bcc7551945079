import { signal, type ReadonlySignal } from '@preact/signals';

import { failureMessage } from '../ui/failure-message.ts';
import type { MessageKey } from '../ui/messages.ts';
import type { Say } from '../ui/say.ts';
import { failureOf, type Failure } from './failure.ts';

/** Something of the Worker's on screen. Nothing here rejects: see `failure`. */
export interface Remote<Value> {
  /** As it was read last; `null` until then. */
  readonly value: ReadonlySignal<Value | null>;
  /** Of the last attempt; `null` where it went well. */
  readonly failure: ReadonlySignal<Failure | null>;
  /** What the last attempt was about: the id of one thing, where it was about one. */
  readonly about: ReadonlySignal<string | null>;
  readonly busy: ReadonlySignal<boolean>;
  /** Reads it anew; whether that went well. */
  readonly read: () => Promise<boolean>;
  /** Does something, reads anew, and has `said` read out; whether it was done. */
  readonly attempt: (act: () => Promise<unknown>, said?: MessageKey, about?: string) => Promise<boolean>;
}

/**
 * Keeps what `read` gives, together with what is done to it.
 *
 * One thing is done at a time: what is asked for meanwhile is not done. Reading stands in nobody's way.
 */
export function createRemote<Value>(read: () => Promise<Value>, say: Say): Remote<Value> {
  const value = signal<Value | null>(null);
  const failure = signal<Failure | null>(null);
  const about = signal<string | null>(null);
  const busy = signal(false);
  let reading: Promise<boolean> | null = null;
  let following: Promise<boolean> | null = null;
  let isActing = false;

  const run = async (act: () => Promise<unknown>, said?: MessageKey): Promise<boolean> => {
    [busy.value, failure.value] = [true, null];
    try {
      await act();
      value.value = await read();
      if (said !== undefined) say(said);
      return true;
    } catch (error) {
      failure.value = failureOf(error);
      say(failureMessage(failure.value));
      return false;
    } finally {
      busy.value = false;
    }
  };

  const start = (): Promise<boolean> => {
    following = null;
    reading = run(async () => undefined).finally(() => void (reading = null));
    return reading;
  };

  return {
    value,
    failure,
    about,
    busy,
    async attempt(act, said, subject) {
      if (isActing) return false;
      isActing = true;
      about.value = subject ?? null;
      await (following ?? reading);
      return run(act, said).finally(() => void (isActing = false));
    },
    async read() {
      if (isActing) return false;
      // What is under way may answer an older question: whoever asks now is told how it is from now on.
      following ??= reading?.then(start) ?? null;
      return following ?? start();
    },
  };
}
