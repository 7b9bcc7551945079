import { DurableObject } from 'cloudflare:workers';

import { readUserCode, type Device } from '../../shared/people/device.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { createDirectoryParts } from '../people/directory-parts.ts';
import type { Principal } from '../people/principal.ts';
import type { DevicePosition } from './device-table.ts';
import type { PairingView } from './answer-pairing.ts';
import type { Proof } from './proof.ts';
import type { Admitted } from './use-device.ts';

const now = () => Date.now();

/** The half of the directory that is about devices. */
export class DeviceDirectory extends DurableObject<Env> {
  readonly parts = createDirectoryParts(this.ctx, this.env, now);

  /** Refusals: `device_paired`, `invalid_proof`. */
  async startPairing(proof: Proof, name: string): Promise<Result<{ code: string }>> {
    return this.parts.pairing.start(proof, name);
  }

  /** Refusals: those of `createPairingAsk().progress` and `createDeviceUse().renew`, `invalid_proof`. */
  async renewAccess(proof: Proof, digest: Uint8Array<ArrayBuffer>): Promise<Result<Admitted>> {
    return this.parts.pairing.poll(proof, digest);
  }

  /** For the page where a person types a code, however they write it. Refusals: `pairing_not_found`, `pairing_limit`. */
  async readPairing(userCode: string, personId: string): Promise<Result<PairingView>> {
    return this.parts.pairing.read(readUserCode(userCode), personId);
  }

  /** Refusals: those of `readPairing`, `record_unavailable`. */
  async approvePairing(
    userCode: string,
    personId: string,
    signedInAt: number,
    by: By,
  ): Promise<Result<Device>> {
    const { inTurn, pairing } = this.parts;
    return inTurn(() => pairing.approve(readUserCode(userCode), personId, signedInAt, by));
  }

  /** Refusals: those of `readPairing`. */
  async denyPairing(userCode: string, personId: string, by: By): Promise<Result<null>> {
    return this.closing(async () => this.parts.pairing.deny(readUserCode(userCode), personId, by));
  }

  /** Refusals: those of `createDeviceChanges().confirm`. */
  async confirmDevice(id: string, personId: string, signedInAt: number, by: By): Promise<Result<Device>> {
    return this.parts.inTurn(() => this.parts.deviceChanges.confirm(id, personId, signedInAt, by));
  }

  /** Who signed a request. Refusals: those of `createDeviceUse().judge`. */
  async judgeDevice(digest: Uint8Array<ArrayBuffer>, proof: Proof): Promise<Result<Principal>> {
    return this.parts.judgeDevice(digest, proof);
  }

  async listDevices(
    person: string | null,
    last: DevicePosition | null,
    most: number,
  ): Promise<Result<Device[]>> {
    return ok(this.parts.devices.list(person, last, most));
  }

  /** `owner`: of nobody else; `null`: whosever it is. Refusal: `device_not_found`. */
  async readDevice(id: string, owner: string | null): Promise<Result<Device>> {
    return this.parts.deviceChanges.read(id, owner);
  }

  /** As `readDevice`. */
  async renameDevice(id: string, owner: string | null, name: string, by: By): Promise<Result<Device>> {
    return this.closing(async () => this.parts.deviceChanges.rename(id, owner, name, by));
  }

  /** As `readDevice`. It is in force when it is answered. */
  async revokeDevice(id: string, owner: string | null, by: By): Promise<Result<Device>> {
    return this.closing(async () => this.parts.deviceChanges.revoke(id, owner, by));
  }

  /** Does what is in force at once, and tells the record of it. */
  private async closing<T>(act: () => Promise<T>): Promise<T> {
    const done = await this.parts.inTurn(act);
    await this.parts.audit.flush();
    return done;
  }
}
