import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

import * as z from 'zod';

import { confineEntry, exists } from '../scratch/confine.ts';
import type { PathForm } from '../scratch/path-form.ts';
import { pathSchema } from './limits.ts';
import { defineTool, textResult, type ImageTool } from './tool.ts';
import { ToolRefusal } from '../tool-refusal.ts';

/** `move_path`: gives a file or folder another name or place; never replaces what is there. */
export function movePathTool(paths: PathForm): ImageTool {
  return defineTool({
    name: 'move_path',
    title: 'Move or rename',
    description:
      'Moves or renames a file or folder of this session. Missing folders are made; what is there already is ' +
      'never replaced.',
    input: z.object({
      from: pathSchema.describe(`What to move. ${paths.hint}`),
      to: pathSchema.describe('Its new path, name included.'),
    }),
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
    async call(input, { session: { folder } }) {
      const from = await confineEntry(folder, paths.toLocal(folder, input.from));
      const to = await confineEntry(folder, paths.toLocal(folder, input.to));
      if (await exists(to)) throw new ToolRefusal('Something of that name is there already.');
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
      return textResult(`Moved ${paths.toShown(folder, from)} to ${paths.toShown(folder, to)}`);
    },
  });
}
