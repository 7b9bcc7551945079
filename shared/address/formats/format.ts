/** What a client's configuration is written from. */
export interface Connection {
  /** `keyharbor-linux` */
  readonly name: string;
  /** `https://keys.example/mcp/linux_latest` */
  readonly url: string;
  /** `khk_…`, or a placeholder where the secret must stay out. */
  readonly secret: string;
}

/** A client's way of writing an address. */
export interface Format {
  readonly id: string;
  /** The client's own name: the same in every language. */
  readonly title: string;
  /** Where the snippet belongs: a file, or `null` where it is not pasted into one. */
  readonly file: string | null;
  /** `false`: the snippet holds no secret, because the client asks for it. */
  readonly holdsSecret: boolean;
  write(connection: Connection): string;
}

export function bearer(secret: string): { Authorization: string } {
  return { Authorization: `Bearer ${secret}` };
}

/** JSON as people keep it in configuration files. */
export function pretty(json: unknown): string {
  return JSON.stringify(json, null, 2);
}
