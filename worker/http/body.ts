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
  if (body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader(); // By hand: `for await` costs several times as much, and every call is read here.
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > most) {
      await reader.cancel().catch(() => undefined); // Said already: the body is too large.
      throw new Problem('body_too_large');
    }
    parts.push(next.value);
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : joined(parts, size);
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
