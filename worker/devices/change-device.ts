import type { Device } from '../../shared/people/device.ts';
import { ok, refuse, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import type { DirectoryAudit } from '../people/directory-audit.ts';
import type { DeviceTable } from './device-table.ts';
import type { DeviceUse } from './use-device.ts';

interface Deps {
  readonly devices: DeviceTable;
  readonly inForce: DeviceUse['inForce'];
  readonly audit: DirectoryAudit;
}

/** What is done to devices. `owner`: a person, who has to do with their own only; `null`: whoever has to do with all. */
export function createDeviceChanges({ devices, inForce, audit }: Deps) {
  const find = (id: string, owner: string | null): Result<Device> => {
    const device = devices.read(id);
    return device && (owner === null || device.personId === owner) ? ok(device) : refuse('device_not_found');
  };

  return {
    /** Refusal: `device_not_found`. */
    read: find,

    /** Refusal: `device_not_found`. */
    rename(id: string, owner: string | null, name: string, by: By): Result<Device> {
      const found = find(id, owner);
      if (!found.ok) return found;
      devices.rename(id, name);
      const [before, after] = [{ name: found.value.name }, { name }];
      audit.note({ subject: id, action: 'device.rename', before, after }, by);
      return ok({ ...found.value, name });
    },

    /** Shut before it is answered; asking twice is harmless. Refusal: `device_not_found`. */
    revoke(id: string, owner: string | null, by: By): Result<Device> {
      const found = find(id, owner);
      if (!found.ok || found.value.revokedAt !== null) return found;
      devices.revoke(id);
      audit.note({ subject: id, action: 'device.revoke' }, by);
      return find(id, owner);
    },

    /**
     * The person has just signed in again for this device. Recorded first: it opens what needs a fresh sign-in.
     * Refusals: `device_not_found`, `record_unavailable`, and those of a device that is not in force.
     */
    async confirm(id: string, personId: string, signedInAt: number, by: By): Promise<Result<Device>> {
      const found = find(id, personId);
      if (!found.ok) return found;
      const admitted = inForce(found.value);
      if (!admitted.ok) return admitted;
      const recorded = await audit.record({ subject: id, action: 'device.confirm' }, by);
      if (!recorded.ok) return recorded;
      devices.signIn(id, signedInAt);
      return find(id, personId);
    },
  };
}
