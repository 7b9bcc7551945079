import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import * as z from 'zod';

import { confine } from '../scratch/confine.ts';
import type { PathForm } from '../scratch/path-form.ts';
import { pathSchema } from './limits.ts';
import { defineTool, textResult, type ImageTool } from './tool.ts';

const maxEntries = 1_000;

/** `list_directory`: what is in one folder. */
export function listDirectoryTool(paths: PathForm): ImageTool {
  return defineTool({
    name: 'list_directory',
    title: 'List a folder',
    description:
      'Lists a folder of this session, one entry a line: its kind (folder, file, link or other), its path, and ' +
      `the size of a file in bytes. Shows at most ${maxEntries} entries.`,
    input: z.object({ path: pathSchema.default('.').describe(`The folder. ${paths.hint}`) }),
    annotations: { readOnlyHint: true, openWorldHint: false },
    async call({ path }, { session }) {
      const place = await confine(session.folder, paths.toLocal(session.folder, path));
      const all = await readdir(place, { withFileTypes: true });
      const shown = all.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, maxEntries);
      const describe = (entry: Dirent) =>
        describeEntry(entry, join(place, entry.name), (local) => paths.toShown(session.folder, local));
      const lines = await Promise.all(shown.map(describe));
      if (all.length === 0) return textResult('This folder is empty.');
      const rest = all.length > shown.length ? [`[${all.length - shown.length} more entries left out]`] : [];
      return textResult(lines.join('\n'), ...rest);
    },
  });
}

async function describeEntry(entry: Dirent, place: string, show: (local: string) => string): Promise<string> {
  if (entry.isDirectory()) return `folder ${show(place)}`;
  if (entry.isSymbolicLink()) return `link ${show(place)}`;
  if (!entry.isFile()) return `other ${show(place)}`;
  // The file may have gone since its folder was read.
  const size = await lstat(place).then(
    (stats) => String(stats.size),
    () => '?',
  );
  return `file ${show(place)} ${size}`;
}
