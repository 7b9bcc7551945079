import { ok, type Result } from '../../shared/result.ts';
import type { AnchorHead } from '../audit/anchor.ts';
import { SignInDirectory } from '../sign-in/sign-in-directory.ts';

/**
 * The one directory of a deployment, named `directory`: the only authority about people, their devices and their console
 * tokens, and the only writer of what it knows. Refusals are answered as values, since a thrown one loses its code on
 * the way out.
 */
export class Directory extends SignInDirectory {
  /** The last anchor of the audit; `null`: it was told of none. */
  async readAnchorHead(): Promise<Result<AnchorHead | null>> {
    return ok(this.ctx.storage.kv.get<AnchorHead>('anchor') ?? null);
  }

  /** Never goes back. */
  async noteAnchorHead(head: AnchorHead): Promise<Result<null>> {
    const known = this.ctx.storage.kv.get<AnchorHead>('anchor');
    if (known === undefined || known.number < head.number) this.ctx.storage.kv.put('anchor', head);
    return ok(null);
  }

  /** Tells the record what it does not know yet. */
  override async alarm(): Promise<void> {
    this.parts.wakeUp.rang();
    await this.parts.audit.flush();
  }
}
