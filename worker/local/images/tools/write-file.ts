import { Buffer } from 'node:buffer';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

import * as z from 'zod';

import { confine } from '../scratch/confine.ts';
import { withFile } from '../scratch/open-file.ts';
import type { PathForm } from '../scratch/path-form.ts';
import { maxContentCharacters, pathSchema } from './limits.ts';
import { defineTool, textResult, type ImageTool } from './tool.ts';
import { ToolRefusal } from '../tool-refusal.ts';

const base64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** `write_file`: replaces a file or adds to its end; missing folders are made. */
export function writeFileTool(paths: PathForm): ImageTool {
  return defineTool({
    name: 'write_file',
    title: 'Write a file',
    description: 'Writes a file of this session, from text or from base64. Missing folders are made.',
    input: z.object({
      path: pathSchema.describe(`The file. ${paths.hint}`),
      content: z.string().max(maxContentCharacters).describe('What to write.'),
      encoding: z.enum(['utf8', 'base64']).default('utf8').describe('How content is written down.'),
      append: z.boolean().default(false).describe('Add to the end instead of replacing the file.'),
    }),
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    async call({ path, content, encoding, append }, { session }) {
      const place = await confine(session.folder, paths.toLocal(session.folder, path));
      // Decoding would drop what is not base64 and write a damaged file without a word.
      if (encoding === 'base64' && !base64.test(content))
        throw new ToolRefusal('That content is not base64.');
      const bytes = Buffer.from(content, encoding);
      await mkdir(dirname(place), { recursive: true });
      await withFile(place, append ? 'append' : 'replace', (file) => file.writeFile(bytes));
      return textResult(`Wrote ${bytes.length} bytes to ${paths.toShown(session.folder, place)}`);
    },
  });
}
