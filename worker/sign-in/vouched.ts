import type { Identity } from '../../shared/people/person.ts';

/** Somebody, as a provider vouches for them. */
export interface Vouched {
  readonly identity: Identity;
  /** 1 to 64 characters. */
  readonly name: string;
  /** An address that the provider has seen to be theirs. */
  readonly email: string | null;
  /** When they last proved there who they are, in Unix milliseconds. */
  readonly signedInAt: number;
}

/** The first of `names` that says something, cut to what a person's name may be. */
export function nameFrom(...names: readonly unknown[]): string {
  const texts = names.map((name) => (typeof name === 'string' ? name.trim() : ''));
  return (texts.find((text) => text !== '') ?? '?').slice(0, 64).trim();
}
