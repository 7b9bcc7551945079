export type OutputStream = 'stdout' | 'stderr';

export interface OutputBuffer {
  add(stream: OutputStream, chunk: Buffer): void;
  text(stream: OutputStream): string;
  /** Bytes printed, kept or not. */
  total(): number;
  /** Bytes kept of both streams together. */
  kept(): number;
}

/** Keeps the first `maxBytes` of what a process prints, both streams together, and counts the rest. */
export function createOutputBuffer(maxBytes: number): OutputBuffer {
  const chunks: Record<OutputStream, Buffer[]> = { stdout: [], stderr: [] };
  let kept = 0;
  let total = 0;

  return {
    add(stream, chunk) {
      total += chunk.length;
      const part = chunk.subarray(0, maxBytes - kept);
      kept += part.length;
      if (part.length > 0) chunks[stream].push(part);
    },
    // `stream` leaves out a character that the limit has cut in two.
    text: (stream) => new TextDecoder().decode(Buffer.concat(chunks[stream]), { stream: true }),
    total: () => total,
    kept: () => kept,
  };
}
