import type { Device } from '../../shared/people/device.ts';
import type { Person } from '../../shared/people/person.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { PeopleTable } from '../people/people-table.ts';
import type { Principal } from '../people/principal.ts';
import type { AccessTable } from './access-table.ts';
import type { DeviceTable } from './device-table.ts';
import type { Proof } from './proof.ts';

const usedMs = 60_000;

interface Deps {
  readonly devices: DeviceTable;
  readonly access: AccessTable;
  readonly people: PeopleTable;
  readonly now: () => number;
}

/** A device that may ask for something, and whose it is. */
export interface Admitted {
  readonly device: Device;
  readonly person: Person;
}

/** What devices do. */
export function createDeviceUse({ devices, access, people, now }: Deps) {
  /** The device and its person, both in force now. Refusals: `device_revoked`, `device_expired`, `person_disabled`. */
  const inForce = (device: Device): Result<Admitted> => {
    if (device.state !== 'active')
      return refuse(device.state === 'expired' ? 'device_expired' : 'device_revoked');
    const person = people.read(device.personId);
    if (person === null) return refuse('device_revoked'); // Whoever is removed takes their devices along.
    return person.disabled ? refuse('person_disabled') : ok({ device, person });
  };

  return {
    inForce,

    /** Lets the token with this digest open what the device may. Refusals: those of `inForce`. */
    renew(device: Device, digest: Uint8Array<ArrayBuffer>): Result<Admitted> {
      const admitted = inForce(device);
      if (admitted.ok) access.admit(digest, device.id);
      return admitted;
    },

    /**
     * Who signed a request: the token's device, if the proof is by that device's key and was never seen before.
     *
     * Refusals: `access_expired`, `invalid_proof` (reason `key` or `replayed`), and those of `inForce`.
     */
    judge(digest: Uint8Array<ArrayBuffer>, proof: Proof): Result<Principal> {
      const id = access.deviceOf(digest);
      const device = id === null ? null : devices.read(id);
      if (device === null) return refuse('access_expired');
      if (device.thumbprint !== proof.thumbprint) return refuse('invalid_proof', { reason: 'key' });
      const admitted = inForce(device);
      if (!admitted.ok) return admitted;
      if (!access.isNew(proof)) return refuse('invalid_proof', { reason: 'replayed' });
      if (now() - device.usedAt >= usedMs) devices.use(device.id);
      const { grants, id: actor } = admitted.value.person;
      const { signedInAt } = device;
      return ok({
        actor,
        person: actor,
        device: device.id,
        kind: 'device',
        grants,
        actions: null,
        signedInAt,
      });
    },
  };
}
export type DeviceUse = ReturnType<typeof createDeviceUse>;
