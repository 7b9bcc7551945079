import type { PolicyRef } from '../../shared/key/key.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { createAlarm } from './alarm.ts';
import { createCommands, type CommandDeps } from './commands.ts';
import { openSessions } from './drain.ts';
import type { createEndings } from './endings.ts';
import type { LastUse } from './last-use.ts';
import { nextSecret } from './next-secret.ts';
import type { SecretStreams } from './secret-streams.ts';
import type { Sessions } from './sessions.ts';
import { soonMs } from './soon.ts';
import { takeEffect } from './take-effect.ts';
import type { TicketStore } from './ticket-store.ts';

interface Made extends Pick<CommandDeps, 'store' | 'table' | 'chain' | 'now'> {
  readonly sessions: Sessions;
  readonly policyOf: (ref: PolicyRef) => Policy | undefined;
  readonly endings: ReturnType<typeof createEndings>;
  readonly tickets: TicketStore;
  readonly lastUse: LastUse;
  readonly secretStreams: SecretStreams;
  readonly wakeUp: ReturnType<typeof createAlarm>;
  readonly env: Env;
}

/** The commands of a gate, and what in it they act on. */
export function wireCommands({
  sessions,
  policyOf,
  endings,
  tickets,
  lastUse,
  secretStreams,
  wakeUp,
  env,
  ...rest
}: Made) {
  return createCommands({
    ...rest,
    openSessions: () => openSessions(sessions, policyOf),
    nextSecret: (key, previousUntil) => nextSecret(key, previousUntil, env),
    takeEffect(op) {
      takeEffect(op, endings, tickets);
      secretStreams.sweep(rest.store.read(), rest.now());
    },
    useOf: (key) => lastUse.of(key),
    remind: () => wakeUp.by(rest.now() + soonMs),
  });
}
