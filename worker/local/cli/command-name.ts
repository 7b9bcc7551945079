import type { OperationName } from '../../../shared/api/contract.ts';
import type { Operation } from '../../../shared/api/operations/operation.ts';

/** What an operation is called on the command line: `keys list`, `keys show`, `keys assign-policy`. */
export interface CommandName {
  readonly noun: string;
  readonly verb: string;
}

/** The noun is the first word of the path; what the operation's own name says again of it is left out. */
export function commandName(name: OperationName, { path }: Operation): CommandName {
  const noun = path.split('/')[2] ?? '';
  const [verb = '', ...rest] = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const object = rest.join('-');
  const isNoun = object === noun || object === singular(noun);
  if (isNoun) return { noun, verb: verb === 'read' ? 'show' : verb };
  const short = object.replace(new RegExp(`^${singular(noun)}-`), '');
  return { noun, verb: verb === 'read' || verb === 'list' ? short : `${verb}-${short}` };
}

const singular = (word: string) => word.replace(/ies$/, 'y').replace(/s$/, '');
