import type { Device } from '../../shared/people/device.ts';
import { refuse, type Result } from '../../shared/result.ts';
import type { DirectoryAudit } from '../people/directory-audit.ts';
import type { PeopleTable } from '../people/people-table.ts';
import { createAccessTable } from './access-table.ts';
import { createPairingAnswer } from './answer-pairing.ts';
import { createPairingAsk } from './ask-pairing.ts';
import { createCodeGuesses } from './code-guesses.ts';
import { createDeviceChanges } from './change-device.ts';
import { createDeviceTable } from './device-table.ts';
import { createPairingTable } from './pairing-table.ts';
import type { Proof } from './proof.ts';
import { createDeviceUse, type Admitted } from './use-device.ts';

interface Deps {
  readonly sql: SqlStorage;
  readonly people: PeopleTable;
  readonly audit: DirectoryAudit;
  readonly now: () => number;
}

/** What of the directory is about devices, wired together. */
export function createDeviceParts({ sql, people, audit, now }: Deps) {
  const devices = createDeviceTable(sql, now);
  const access = createAccessTable(sql, now);
  const guesses = createCodeGuesses(sql, now);
  const pairings = createPairingTable(sql);
  const asking = createPairingAsk({ pairings, devices, now });
  const use = createDeviceUse({ devices, access, people, now });

  /** Whatever is proved with one proof is done once. */
  const once = <T>(proof: Proof, act: () => Result<T>): Result<T> =>
    access.isNew(proof) ? act() : refuse('invalid_proof', { reason: 'replayed' });

  return {
    devices,
    pairing: {
      ...createPairingAnswer({ pairings, devices, guesses, audit, now }),
      start: (proof: Proof, name: string) => once(proof, () => asking.start(proof.thumbprint, name)),
      /** A device gets its token, a browser hears how far its pairing has come. */
      poll: (proof: Proof, digest: Uint8Array<ArrayBuffer>): Result<Admitted> =>
        once(proof, () => {
          const device: Device | null = devices.findByKey(proof.thumbprint);
          return device === null ? asking.progress(proof.thumbprint) : use.renew(device, digest);
        }),
    },
    judgeDevice: use.judge,
    deviceChanges: createDeviceChanges({ devices, inForce: use.inForce, audit }),
  };
}
