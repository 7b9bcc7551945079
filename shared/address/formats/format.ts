import { ticketAddress } from '../build.ts';

/** What a client's configuration is written from. */
export interface Connection {
  /** `keyharbor-linux` */
  readonly name: string;
  /** `https://keys.example/mcp/linux_latest` */
  readonly url: string;
  /** `linux_latest` */
  readonly image: string;
  /** What the snippet's `credential` asks for: `khk_…`, `kht_…`, or a placeholder where it must stay out. */
  readonly secret: string;
}

/**
 * What a snippet carries: the key's secret, a ticket of the key (for clients that can take nothing but a URL), or
 * nothing, because the client asks for the key or reads it from the environment.
 */
export type CarriedCredential = 'secret' | 'ticket' | 'none';

/** Something to copy, and what is in it. */
export interface Snippet {
  readonly credential: CarriedCredential;
  write(connection: Connection): string;
}

/** Where a snippet is pasted. Paths and menus are the client's own and the same in every language. */
export type Place =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'menu'; readonly path: string }
  | { readonly kind: 'shell' | 'code' | 'anywhere' };

/** A client's way of writing an address. */
export interface Format extends Snippet {
  readonly id: string;
  /** The client's own name. */
  readonly title: string;
  readonly place: Place;
  /** An address that installs the server when it is opened. Links are kept in histories, so none holds a secret. */
  readonly link?: Snippet & { readonly credential: 'none' | 'ticket' };
}

/** The environment variable that clients are told to read the secret from. */
export const variable = 'KEYHARBOR_KEY';

export function bearer(secret: string): { Authorization: string } {
  return { Authorization: `Bearer ${secret}` };
}

/** JSON as people keep it in configuration files. */
export function pretty(json: unknown): string {
  return JSON.stringify(json, null, 2);
}

/** The file that most clients read, with one server in it. */
export function serversFile(name: string, server: unknown): string {
  return pretty({ mcpServers: { [name]: server } });
}

/** The address with the ticket in its path. */
export function ticketUrl({ url, image, secret }: Connection): string {
  return ticketAddress(url, image, secret);
}

/** JSON inside a link: base64 of it, fit for a query. */
export function packed(json: unknown): string {
  return encodeURIComponent(btoa(JSON.stringify(json)));
}

export function inFile(path: string): Place {
  return { kind: 'file', path };
}

export function inMenu(path: string): Place {
  return { kind: 'menu', path };
}

export const inShell: Place = { kind: 'shell' };
export const inCode: Place = { kind: 'code' };
