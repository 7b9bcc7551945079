import { join, relative, sep } from 'node:path';

import { ToolRefusal } from '../tool-refusal.ts';
import type { PathForm } from './path-form.ts';

const home = ['Users', 'agent'];
/** A drive letter or a leading separator, then the rest. */
const shape = /^(?:([A-Za-z]):(?=[\\/]|$))?([\\/]?)(.*)$/s;
// oxlint-disable-next-line no-control-regex -- control characters are exactly what Windows forbids
const forbidden = /[<>:"|?*\u0000-\u001f]/;

/**
 * Windows paths over a scratch folder: `C:\` is the folder, `C:\Users\agent` in it is where relative paths
 * start. Forward slashes are fine. Other drives and shares do not exist here and are refused, and so is a `..`
 * that would climb above the drive, which Windows itself would quietly ignore.
 */
export const windowsPaths: PathForm = {
  home: home.join('/'),
  hint: 'A Windows path such as C:\\Users\\agent\\notes.txt, or one relative to C:\\Users\\agent.',
  toLocal: (folder, path) => join(folder, ...climb(path)),
  toShown: (folder, local) => windowsPath(relative(folder, local)),
  showIn(folder, text) {
    const [start = '', ...rest] = text.split(folder);
    return rest.reduce((shown, part) => {
      const tail = /^(?:[\\/][\w.@+-]+)*[\\/]?/.exec(part)?.[0] ?? '';
      return shown + windowsPath(tail.slice(1)) + part.slice(tail.length);
    }, start);
  },
};

function windowsPath(inside: string): string {
  return `C:\\${inside.split(sep).join('\\')}`;
}

/** The names from the drive to where `path` leads. */
function climb(path: string): string[] {
  if (/^[\\/]{2}/.test(path)) throw new ToolRefusal('Network shares do not exist here. Use a path on C:.');
  const [, drive, root, rest = ''] = shape.exec(path) ?? [];
  if (drive !== undefined && drive.toUpperCase() !== 'C') {
    throw new ToolRefusal(`Drive ${drive.toUpperCase()}: does not exist here. Use a path on C:.`);
  }
  const names = drive !== undefined || root !== '' ? [] : [...home];
  for (const name of rest.split(/[\\/]+/)) step(names, name);
  return names;
}

function step(names: string[], name: string): void {
  if (name === '' || name === '.') return;
  if (name !== '..') {
    if (forbidden.test(name)) throw new ToolRefusal('A Windows name cannot hold any of < > : " | ? *');
    names.push(name);
  } else if (names.pop() === undefined) {
    throw new ToolRefusal('That path leads above C:\\, where nothing is.');
  }
}
