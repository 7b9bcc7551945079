import { Buffer } from 'node:buffer';

import * as z from 'zod';

import { confine } from '../scratch/confine.ts';
import { withFile } from '../scratch/open-file.ts';
import type { PathForm } from '../scratch/path-form.ts';
import { pathSchema } from './limits.ts';
import { defineTool, textResult, type ImageTool } from './tool.ts';
import { ToolRefusal } from '../tool-refusal.ts';

/** `read_file`: a part of a file, as text or as base64. */
export function readFileTool(paths: PathForm): ImageTool {
  return defineTool({
    name: 'read_file',
    title: 'Read a file',
    description:
      'Reads a file of this session as text, or as base64 where it is binary. A long file is read in parts: ' +
      'a note after the text says where to go on.',
    input: z.object({
      path: pathSchema.describe(`The file. ${paths.hint}`),
      encoding: z.enum(['utf8', 'base64']).default('utf8').describe('How to return the content.'),
      offset: z.int().min(0).default(0).describe('Where to start, in bytes.'),
      max_bytes: z.int().min(1).max(1_048_576).default(262_144).describe('How much to read, in bytes.'),
    }),
    annotations: { readOnlyHint: true, openWorldHint: false },
    async call({ path, encoding, offset, max_bytes: maxBytes }, { session }) {
      const place = await confine(session.folder, paths.toLocal(session.folder, path));
      const { part, size } = await withFile(place, 'read', async (file) => {
        const buffer = Buffer.alloc(maxBytes);
        const { bytesRead } = await file.read(buffer, 0, maxBytes, offset);
        return { part: buffer.subarray(0, bytesRead), size: (await file.stat()).size };
      });
      if (encoding === 'utf8' && part.includes(0)) {
        throw new ToolRefusal('That file is not text. Read it with encoding base64.');
      }
      const next = offset + part.length;
      const rest = next < size ? [`[file cut: go on with offset ${next}, the file has ${size} bytes]`] : [];
      return textResult(part.toString(encoding), ...rest);
    },
  });
}
