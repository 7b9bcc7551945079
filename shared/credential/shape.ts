import { prefixes } from '../ids.ts';

export const credentialKinds = ['apiKey', 'ticket', 'consoleToken'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/** Characters of each part: random id, keyed tag over it, secret (256 bits), checksum. A ticket adds its key's public id. */
export const lengths = { random: 11, tag: 5, secret: 43, checksum: 6, parent: 16, ticketRandom: 6 } as const;

const shapes = {
  apiKey: rootShape(prefixes.apiKey),
  ticket: ticketShape(prefixes.ticket),
  consoleToken: rootShape(prefixes.consoleToken),
} as const;

/**
 * What `text` is made of where it has the shape of a credential, else `null`. It then holds letters, digits and
 * underscores alone, so it can stand in a shell, a file or a URL; whether it was mistyped is another question.
 */
export function partsOf(kind: CredentialKind, text: string) {
  const [, parent, random, tag] = shapes[kind].exec(text) ?? [];
  return parent === undefined || random === undefined || tag === undefined ? null : { parent, random, tag };
}

function rootShape(prefix: string): RegExp {
  const { random, tag, secret, checksum } = lengths;
  return new RegExp(`^${prefix}()(${digits(random)})(${digits(tag)})_${digits(secret + checksum)}$`);
}

function ticketShape(prefix: string): RegExp {
  const { parent, ticketRandom, tag, secret, checksum } = lengths;
  return new RegExp(
    `^${prefix}(${digits(parent)})_(${digits(ticketRandom)})(${digits(tag)})${digits(secret + checksum)}$`,
  );
}

function digits(count: number): string {
  return `[0-9A-Za-z]{${count}}`;
}
