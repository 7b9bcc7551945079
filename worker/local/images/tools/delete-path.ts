import { lstat, rm, rmdir } from 'node:fs/promises';

import * as z from 'zod';

import { confineEntry } from '../scratch/confine.ts';
import type { PathForm } from '../scratch/path-form.ts';
import { pathSchema } from './limits.ts';
import { defineTool, textResult, type ImageTool } from './tool.ts';

/** `delete_path`: removes a file, a link or a folder; a folder that holds something only when told so. */
export function deletePathTool(paths: PathForm): ImageTool {
  return defineTool({
    name: 'delete_path',
    title: 'Delete',
    description:
      'Deletes a file or folder of this session. A folder that is not empty is deleted only with recursive.',
    input: z.object({
      path: pathSchema.describe(`What to delete. ${paths.hint}`),
      recursive: z.boolean().default(false).describe('Delete a folder with all that is in it.'),
    }),
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    async call({ path, recursive }, { session: { folder } }) {
      const place = await confineEntry(folder, paths.toLocal(folder, path));
      const isFolder = (await lstat(place)).isDirectory();
      await (isFolder && !recursive ? rmdir(place) : rm(place, { recursive }));
      return textResult(`Deleted ${paths.toShown(folder, place)}`);
    },
  });
}
