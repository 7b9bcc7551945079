import { prefixes } from '../../shared/ids.ts';
import type { Device } from '../../shared/people/device.ts';
import { thumbprintWords } from '../../shared/people/thumbprint-words.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { DirectoryAudit } from '../people/directory-audit.ts';
import { newId } from '../secrets/new-id.ts';
import type { CodeGuesses } from './code-guesses.ts';
import type { DeviceTable } from './device-table.ts';
import type { Pairing, PairingTable } from './pairing-table.ts';

/** What a person is shown before they approve: whoever reads the same four words on both screens pairs their own. */
export interface PairingView {
  readonly name: string;
  readonly thumbprint: string;
  readonly words: readonly string[];
  readonly createdAt: number;
}

interface Deps {
  readonly pairings: PairingTable;
  readonly devices: DeviceTable;
  readonly guesses: CodeGuesses;
  readonly audit: DirectoryAudit;
  readonly now: () => number;
}

/** How a person answers a browser that asks to become their device. */
export function createPairingAnswer({ pairings, devices, guesses, audit, now }: Deps) {
  /** The waiting pairing with this code. A wrong one is counted against the person. */
  const find = (code: string, personId: string): Result<Pairing> => {
    if (!guesses.mayGuess(personId)) return refuse('pairing_limit');
    const found = pairings.findByCode(code);
    if (found && !found.isDenied && found.endsAt > now()) return ok(found);
    guesses.note(personId);
    return refuse('pairing_not_found');
  };

  return {
    /** What a code stands for. Refusals: `pairing_not_found`, `pairing_limit`. */
    read(code: string, personId: string): Result<PairingView> {
      const found = find(code, personId);
      if (!found.ok) return found;
      const { name, thumbprint, createdAt } = found.value;
      return ok({ name, thumbprint, words: thumbprintWords(thumbprint), createdAt });
    },

    /**
     * Makes the browser behind a code a device of a person, who signed in at `signedInAt`. Recorded before it opens.
     * Refusals: those of `read`, `record_unavailable`.
     */
    async approve(code: string, personId: string, signedInAt: number, by: By): Promise<Result<Device>> {
      const found = find(code, personId);
      if (!found.ok) return found;
      const { name, thumbprint } = found.value;
      const device = newDevice({ personId, name, thumbprint, signedInAt }, now());
      const after = { name, thumbprint, person: personId };
      const recorded = await audit.record({ subject: device.id, action: 'device.pair', after }, by);
      if (!recorded.ok) return recorded;
      devices.insert(device);
      pairings.remove(code);
      return ok(device);
    },

    /** Shut before it is told. The browser never became a device, so the line is the person's. Refusals: those of `read`. */
    deny(code: string, personId: string, by: By): Result<null> {
      const found = find(code, personId);
      if (!found.ok) return found;
      const { name, thumbprint } = found.value;
      pairings.deny(code);
      audit.note({ subject: personId, action: 'pairing.deny', after: { name, thumbprint } }, by);
      return ok(null);
    },
  };
}

function newDevice(
  from: Pick<Device, 'personId' | 'name' | 'thumbprint' | 'signedInAt'>,
  now: number,
): Device {
  const id = newId(prefixes.device);
  return { id, ...from, state: 'active', pairedAt: now, usedAt: now, revokedAt: null };
}
