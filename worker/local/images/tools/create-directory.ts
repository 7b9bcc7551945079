import { mkdir } from 'node:fs/promises';

import * as z from 'zod';

import { confine } from '../scratch/confine.ts';
import type { PathForm } from '../scratch/path-form.ts';
import { pathSchema } from './limits.ts';
import { defineTool, textResult, type ImageTool } from './tool.ts';

/** `create_directory`: a folder and those above it; one that is there already is fine. */
export function createDirectoryTool(paths: PathForm): ImageTool {
  return defineTool({
    name: 'create_directory',
    title: 'Create a folder',
    description: 'Creates a folder of this session, and those above it. One that is there already is fine.',
    input: z.object({ path: pathSchema.describe(`The folder. ${paths.hint}`) }),
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    async call({ path }, { session }) {
      const place = await confine(session.folder, paths.toLocal(session.folder, path));
      await mkdir(place, { recursive: true });
      return textResult(`Created ${paths.toShown(session.folder, place)}`);
    },
  });
}
