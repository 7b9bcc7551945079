import { Problem } from './problem.ts';

/** Throws `unsupported_media_type` where a body is not plain, uncompressed `application/json`. */
export function checkJsonType({ headers }: Request): void {
  const type = headers.get('content-type') ?? '';
  const isJson = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(type);
  if (!isJson || headers.has('content-encoding')) throw new Problem('unsupported_media_type');
}

/**
 * The whole body of a request or an answer, at most `most` bytes of it; past them `body_too_large`, and the rest is not read.
 * Rejects where it is lost on the way.
 */
export async function readBytes(message: Request | Response, most: number): Promise<Uint8Array> {
  if (!isSurelyWithin(most, message.headers)) return readPieces(message.body, most);
  // At once, and without asking for its stream: piece by piece costs several times as much, and every call is read here.
  const bytes = await message.arrayBuffer();
  if (bytes.byteLength > most) throw new Problem('body_too_large');
  return new Uint8Array(bytes);
}

/**
 * By its Content-Length, to which HTTP itself holds whoever sends it. Of what comes compressed it does not tell how much it
 * will be.
 */
function isSurelyWithin(most: number, headers: Headers): boolean {
  const length = headers.get('content-length');
  return length !== null && Number(length) <= most && !headers.has('content-encoding');
}

/** Counted while reading, since nothing tells how much it will be. */
async function readPieces(body: ReadableStream<Uint8Array> | null, most: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
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
