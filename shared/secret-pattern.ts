import { prefixes } from './ids.ts';

export const secretPrefixes = [prefixes.apiKey, prefixes.ticket, prefixes.consoleToken] as const;

/** Finds anything that looks like a credential, whole or cut off, so that a log can leave it out. */
export const secretPattern = new RegExp(`(${secretPrefixes.join('|')})[0-9A-Za-z_]+`, 'g');

/** Finds what opens too much to stand in a URL, where only a ticket may. */
export const headerOnlyPattern = new RegExp(`(${prefixes.apiKey}|${prefixes.consoleToken})[0-9A-Za-z_]+`);
