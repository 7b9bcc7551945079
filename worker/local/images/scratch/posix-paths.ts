import { relative, resolve } from 'node:path';

import type { PathForm } from './path-form.ts';

/** Paths relative to the scratch folder; absolute ones as commands print them are understood too. */
export const posixPaths: PathForm = {
  home: '.',
  hint: 'Relative to the working folder of this session, for example notes/today.txt.',
  toLocal: (folder, path) => resolve(folder, path),
  toShown: (folder, local) => relative(folder, local) || '.',
  showIn: (_folder, text) => text,
};
