import { DurableObject } from 'cloudflare:workers';

import { createDirectoryParts } from './directory-parts.ts';

const now = () => Date.now();

/**
 * The one directory of a deployment, named `directory`: the only authority about people, their devices and their console
 * tokens, and the only writer of what it knows. Refusals are answered as values, since a thrown one loses its code on
 * the way out.
 */
export class Directory extends DurableObject<Env> {
  readonly parts = createDirectoryParts(this.ctx, this.env, now);

  /** Tells the record what it does not know yet. */
  override async alarm(): Promise<void> {
    this.parts.wakeUp.rang();
    await this.parts.audit.flush();
  }
}
