// The two pieces of the web platform that are pure: everything else (fetch, crypto, timers, the clock's
// ambient types) stays unknown here, so that a rule cannot come to depend on where it runs.
declare class URL {
  constructor(url: string, base?: string);
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly username: string;
  readonly password: string;
  static canParse(url: string, base?: string): boolean;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}
declare function btoa(text: string): string;
declare function atob(base64: string): string;
