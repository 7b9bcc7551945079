import { SignInDirectory } from '../sign-in/sign-in-directory.ts';

/**
 * The one directory of a deployment, named `directory`: the only authority about people, their devices and their console
 * tokens, and the only writer of what it knows. Refusals are answered as values, since a thrown one loses its code on
 * the way out.
 */
export class Directory extends SignInDirectory {
  /** Tells the record what it does not know yet. */
  override async alarm(): Promise<void> {
    this.parts.wakeUp.rang();
    await this.parts.audit.flush();
  }
}
