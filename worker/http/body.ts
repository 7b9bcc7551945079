import { Problem } from './problem.ts';

/** Throws `unsupported_media_type` where a body is not plain, uncompressed `application/json`. */
export function checkJsonType({ headers }: Request): void {
  const type = headers.get('content-type') ?? '';
  const isJson = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(type);
  if (!isJson || headers.has('content-encoding')) throw new Problem('unsupported_media_type');
}

/**
 * A whole body, at most `most` bytes of it; past them `body_too_large`, and the rest is not read. Counted while
 * reading, since Content-Length may lie.
 */
export async function readBytes(body: ReadableStream<Uint8Array> | null, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > most) throw new Problem('body_too_large'); // Leaving the loop cancels the body.
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
