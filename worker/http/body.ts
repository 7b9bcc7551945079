import { Problem } from './problem.ts';

/**
 * The whole body, at most `most` bytes; counted while reading, since Content-Length may lie.
 *
 * Throws `unsupported_media_type` where it is not plain `application/json`, `body_too_large` past the bound.
 */
export async function readJsonBody(request: Request, most: number): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? '';
  const isJson = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(type);
  if (!isJson || request.headers.has('content-encoding')) throw new Problem('unsupported_media_type');
  return readBytes(request.body, most);
}

/** At most `most` bytes of a stream; past them `body_too_large`, and the rest is not read. */
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
