/** The pages of the console, in the order of its menu. */
export const sections = [
  'keys',
  'policies',
  'images',
  'sessions',
  'usage',
  'audit',
  'webhooks',
  'site_rules',
  'people',
  'devices',
  'tokens',
  'settings',
  'about',
] as const;
export type Section = (typeof sections)[number];

/** In the place of an id: one that is still to be made. */
export const newThing = 'new';

/** A place in the console: `#/keys/key_0aB3…` is the section `keys` and one thing in it. */
export interface Route {
  readonly section: Section;
  /** What of the section is looked at; `null`: all of it. */
  readonly id: string | null;
}

/** Reads the part of an address behind `#`. Anything that names no section is the first one. */
export function readRoute(hash: string): Route {
  const [, section, id] = /^#\/([a-z_]+)(?:\/([\w-]+))?$/.exec(hash) ?? [];
  const known = sections.find((each) => each === section);
  return known === undefined ? { section: sections[0], id: null } : { section: known, id: id ?? null };
}

/** `#/keys/key_0aB3…`, for a link. */
export function writeRoute(section: Section, id?: string): string {
  return id === undefined ? `#/${section}` : `#/${section}/${id}`;
}
