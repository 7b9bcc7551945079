/** What rules can be about. */
export const wantKinds = ['tool', 'resource', 'prompt', 'method'] as const;
export type WantKind = (typeof wantKinds)[number];

/** One thing that a message wants to use. */
export interface Want {
  readonly kind: WantKind;
  /** Of the tool, prompt or method; the URI of a resource. */
  readonly name: string;
  /** Parsed; `null`: it is only looked at, so conditions on arguments are not judged. */
  readonly arguments: Readonly<Record<string, unknown>> | null;
}

/** The tool among what is wanted: a message calls one at most. */
export function toolIn(wants: readonly Want[]): Want | undefined {
  return wants.find(({ kind }) => kind === 'tool');
}

/** What a call wants to do, as far as a policy has a say in it. */
export interface Ask {
  readonly image: string;
  /** Of the client; `null`: not known. */
  readonly ip: string | null;
  /** All of them must be allowed; none for handshakes and lists. */
  readonly wants: readonly Want[];
}
