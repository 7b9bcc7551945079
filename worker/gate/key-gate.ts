import type { Finding, RestoredAs } from '../../shared/api/operations/deployment.ts';
import type { KeyEdit } from '../../shared/key/fields.ts';
import type { KeyView, PolicyRef } from '../../shared/key/key.ts';
import type { ToolDefinition } from '../../shared/mcp/tool-definitions.ts';
import type { RecordedCall } from '../../shared/policy/trial.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { Head } from '../audit/chain.ts';
import type { By } from '../audit/entry.ts';
import type { LeasedUse } from '../gateway/leases.ts';
import type { Attempt, Standing } from '../idempotency/answers.ts';
import { log } from '../log.ts';
import type { Call, Pass } from './admission.ts';
import { checkRead } from './check-read.ts';
import type { StatusCommand } from './commands.ts';
import { now } from './credential-gate.ts';
import type { Changed } from './execution.ts';
import { newKeyRecord, type Order } from './new-key.ts';
import type { PinPlace } from './pins.ts';
import type { Rotated } from './secret-commands.ts';
import { SessionGate } from './session-gate.ts';
import { soonMs } from './soon.ts';
import { inForce, viewOf } from './state.ts';
import { tidy } from './tidy.ts';

/**
 * The gate of one key, named by the key's id: its only writer, the judge of every call, the keeper of its
 * sessions. Refusals are answered as values, since a thrown one loses its code on the way out.
 */
export class KeyGate extends SessionGate {
  /** Makes the key. Refusals: those of `createCommands().create`. */
  async create(order: Order, by: By): Promise<Result<Changed>> {
    const record = await newKeyRecord(order, now(), this.env);
    return this.parts.inTurn(() => this.parts.commands.create(record, by));
  }

  /** Refusals: those of `createCommands().change`. */
  async change(command: StatusCommand, by: By, rev?: number): Promise<Result<Changed>> {
    return this.parts.inTurn(() => this.parts.commands.change(command, by, rev));
  }

  /** Refusals: those of `createCommands().edit`. */
  async edit(edit: KeyEdit, by: By, rev?: number): Promise<Result<Changed>> {
    const changed = await this.parts.inTurn(() => this.parts.commands.edit(edit, by, rev));
    if (changed.ok && changed.value.key.expiresAt !== null)
      await this.parts.wakeUp.by(changed.value.key.expiresAt); // Sooner, maybe, than any session would have ended.
    return changed;
  }

  /**
   * Gives the key another policy version, for sessions that start from now on; `atOnce` also ends the open ones, once
   * the change is recorded. Refusals: those of `createCommands().edit`, `gate_unavailable`.
   */
  async assign(policy: PolicyRef, atOnce: boolean, by: By, rev?: number): Promise<Result<Changed>> {
    await this.parts.shelf.load(policy);
    // A key whose policy its gate cannot find opens nothing: better that it keeps the one it has.
    if (this.parts.shelf.get(policy) === undefined) return refuse('gate_unavailable');
    return this.parts.inTurn(async () => {
      const changed = await this.parts.commands.edit({ policy }, by, rev);
      if (changed.ok && atOnce) this.parts.endings.endOpen('apply_now');
      return changed;
    });
  }

  /** `revokesTickets`: the key's tickets end, too, before it is answered. Refusals: those of `createSecretCommands().rotate`. */
  async rotate(overlapMs: number, revokesTickets: boolean, by: By, rev?: number): Promise<Result<Rotated>> {
    const { commands, inTurn, ticketCommands, wakeUp } = this.parts;
    const rotated = await inTurn(() => commands.rotate(overlapMs, by, rev));
    if (rotated.ok && revokesTickets) await inTurn(() => ticketCommands.revokeAll(by));
    const next = this.parts.sweepSecrets(); // Of three values, the oldest opens nothing any more.
    if (next < Infinity) await wakeUp.by(next); // The streams of the second end then, to the moment.
    return rotated;
  }

  /** Refusals: those of `createSecretCommands().cutPrevious`. */
  async cutPrevious(by: By, rev?: number): Promise<Result<Changed>> {
    return this.parts.inTurn(() => this.parts.commands.cutPrevious(by, rev));
  }

  /** Refusals: those of `createSecretCommands().expose`. */
  async expose(disables: boolean, by: By): Promise<Result<Changed>> {
    return this.parts.inTurn(() => this.parts.commands.expose(disables, by));
  }

  /** For an export. Refusals: those of `createTransfer().exportSecret`. */
  async exportSecret(publicKey: string, by: By): Promise<Result<string>> {
    return this.parts.transfer.exportSecret(publicKey, by);
  }

  /** Refusals: those of `createTransfer().restore`. */
  async restore(key: KeyView, secret: string | null, by: By): Promise<Result<RestoredAs>> {
    return this.parts.transfer.restore(key, secret, by);
  }

  /** Refusals: those of `createTransfer().reconcile`. */
  async reconcile(by: By): Promise<Result<Finding>> {
    return this.parts.transfer.reconcile(by);
  }

  /** The key as it is in force. Refusals: those of `checkRead`. */
  async read(): Promise<Result<KeyView>> {
    const key = checkRead(this.parts.store.read());
    return key.ok ? ok(viewOf(key.value, this.parts.lastUse.of(key.value))) : key;
  }

  /** The project of the key, also of one that is deleted. Refusals: `key_not_found`, `gate_unavailable`. */
  async projectId(): Promise<Result<string>> {
    const state = this.parts.store.read();
    if (state === null) return refuse('gate_unavailable');
    const key = inForce(state);
    return key === null ? refuse('key_not_found') : ok(key.projectId);
  }

  /** The last calls that a policy has a say in, oldest first. Refusals: those of `read`. */
  async recentCalls(): Promise<Result<RecordedCall[]>> {
    const key = await this.read();
    return key.ok ? ok(this.parts.calls.read()) : key;
  }

  /** Notes what tools look like in a list; gives those that may not be used because they have changed. */
  async pinTools(place: PinPlace, definitions: readonly ToolDefinition[]): Promise<string[]> {
    await this.parts.shelf.load(place.policy);
    const changed = this.parts.pinTools(place, definitions);
    if (changed.length > 0) await this.parts.leases.fence(); // What may not be used is used nowhere any more once that was said.
    return changed;
  }

  /**
   * Judges one call. Loads first what judging needs, then answers from memory: a `Result<Pass>` in JSON, since a text goes
   * back in half the time of an object.
   */
  async admit(call: Call): Promise<string> {
    return JSON.stringify(await this.judge(call));
  }

  private async judge(call: Call): Promise<Result<Pass>> {
    await this.parts.loadPolicies();
    const verdict = this.parts.judge(this.parts.store.read(), call);
    this.parts.calls.note(call, verdict);
    this.parts.usage.note(call, verdict);
    if (verdict.ok) await this.parts.admitted(call, verdict.value.session);
    else this.parts.noteRefusal(call, verdict.code);
    return verdict;
  }

  /** Calls like `call` that were let through under a lease. */
  async noteLeased(call: Call, session: string, used: LeasedUse): Promise<void> {
    this.parts.usage.noteLeased(call, used);
    this.parts.sessions.use(session, { activeAt: now(), ...used });
    await this.parts.wakeUp.by(now() + soonMs);
  }

  /** As `claim` of `Answers`; a gate without a key keeps none. Refusals: those of `projectId`. */
  async claimAnswer(attempt: Attempt, at: number): Promise<Result<Standing | null>> {
    const key = await this.projectId();
    return key.ok ? ok(this.parts.answers.claim(attempt, at)) : key;
  }

  async saveAnswer(attempt: Attempt, answer: string): Promise<Result<null>> {
    this.parts.answers.save(attempt, answer);
    return ok(null);
  }

  async releaseAnswer(attempt: Attempt): Promise<Result<null>> {
    this.parts.answers.release(attempt);
    return ok(null);
  }

  /** Brings the audit up to date and says where it ends. Refusal: `record_unavailable`. */
  async auditHead(): Promise<Result<Head>> {
    return this.parts.inTurn(() => this.parts.writtenHead());
  }

  /** Does what the alarm does, for whoever cannot know that it will still ring. */
  async wake(): Promise<void> {
    await this.alarm();
  }

  /** Settles, writes down, ends what is over. Never rejects: the platform gives up on an alarm after six tries. */
  override async alarm(): Promise<void> {
    this.parts.wakeUp.rang();
    const next = await tidy(this.parts, now).catch((error: unknown) => {
      log({ event: 'gate_alarm_failed', error });
      return now() + soonMs;
    });
    if (next < Infinity) await this.parts.wakeUp.by(next);
  }
}
