import * as v from 'valibot';

import { prefixes } from '../ids.ts';

/** `usr_` and 22 characters: whom the audit names. */
export const personIdSchema = named(prefixes.person, 22);
/** `dev_` and 22 characters: a paired extension. */
export const deviceIdSchema = named(prefixes.device, 22);
/** `tok_` and the 16 characters that a console token starts with: public. */
export const tokenIdSchema = named(prefixes.tokenId, 16);
/** `inv_` and 22 characters. */
export const invitationIdSchema = named(prefixes.invitation, 22);

/** 22 characters: where somebody is signed in on the pages. */
export const pageSessionIdSchema = named('', 22);

function named(prefix: string, length: number) {
  return v.pipe(v.string(), v.regex(new RegExp(`^${prefix}[0-9A-Za-z]{${length}}$`)));
}
