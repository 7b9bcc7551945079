import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

import { readCredential } from '../../../shared/credential/credential.ts';
import { prefixes } from '../../../shared/ids.ts';
import { keyring } from '../../../worker/secrets/keyring.ts';
import { mintCredential } from '../../../worker/secrets/mint.ts';

/**
 * Where a gate can be lost in the middle of a command: before the command is noted durably, after that, after
 * the record has it, after the gate took the outcome over.
 */
export const crashPoints = ['0-asked', '1-noted', '2-recorded', '3-done'] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** Makes the gate of `id` die at `point` of its next command: memory gone, requests failed, storage as it was flushed. */
export function crashAt(id: string, point: CrashPoint): Promise<void> {
  return runInDurableObject(env.GATE.getByName(id), (gate, state) => {
    const { table } = gate.parts;
    const die = (): Promise<never> => {
      state.abort('crash');
      return new Promise(() => undefined);
    };
    const dying =
      <Args extends unknown[], Outcome>(real: (...args: Args) => Promise<Outcome>) =>
      async (...args: Args): Promise<Outcome> => {
        if (point === '0-asked') return die();
        if (point === '1-noted') return state.storage.sync().then(die);
        const outcome = await real.apply(table, args);
        if (point === '2-recorded') return die();
        queueMicrotask(() => void state.storage.sync().then(die));
        return outcome;
      };
    table.write = dying(table.write); // Of commands on the key;
    table.append = dying(table.append); // and on its tickets.
  });
}

/** The record is out of reach for the gate of `id`, until `restore` is called. */
export async function recordDown(id: string): Promise<() => Promise<void>> {
  const gate = env.GATE.getByName(id);
  await runInDurableObject(gate, ({ parts: { table } }) => {
    const fail = () => Promise.reject(new Error('D1_ERROR: storage is gone'));
    Object.assign(table, { real: { ...table }, write: fail, append: fail, knownOf: fail });
  });
  return () =>
    runInDurableObject(gate, ({ parts: { table } }) => {
      Object.assign(table, (table as unknown as { real: object }).real); // Put there three lines above.
    });
}

/** The gate of `id` gives its next write to the record up, as if D1 had timed out; gives a way to let it land after all. */
export async function giveUpNextWrite(id: string): Promise<() => Promise<string | undefined>> {
  const gate = env.GATE.getByName(id);
  const landing: { late?: () => Promise<string> } = {};
  await runInDurableObject(gate, ({ parts: { table } }) => {
    const real = table.write;
    table.write = (...args) => {
      landing.late = () => real.apply(table, args);
      table.write = real;
      return Promise.reject(new Error('D1_ERROR: timed out'));
    };
  });
  return () => runInDurableObject(gate, () => landing.late?.());
}

/** Lets the gate's alarm ring now, as it does by itself within seconds. */
export async function ringAlarm(id: string): Promise<void> {
  await runDurableObjectAlarm(env.GATE.getByName(id));
}

/** What the record says of a key. */
export async function recordOf(id: string): Promise<{ status: string; rev: number } | null> {
  return env.RECORD.prepare('SELECT status, rev FROM keys WHERE id = ?').bind(id).first();
}

/** Creates a key whose gate dies at `point`; gives the id that the key would have had. */
export async function crashOnCreate(point: CrashPoint): Promise<string> {
  const secret = await mintCredential('apiKey', await keyring(env));
  const id = prefixes.key + (readCredential('apiKey', secret)?.publicId ?? '');
  await crashAt(id, point);
  const policy = { id: 'pol_default', version: 1 };
  const order = { id, projectId: 'prj_default', name: `crash at ${point}`, secret, policy };
  await env.GATE.getByName(id)
    .create(order, { actor: 'tests', device: null, requestId: point })
    .catch(() => null);
  return id;
}
