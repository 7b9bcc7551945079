import type { OperationName } from '../../../shared/api/contract.ts';
import type { Operation } from '../../../shared/api/operations/operation.ts';

/** What an operation is called on the command line: `keys list`, `keys show`, `keys address`, `tickets create`. */
export interface CommandName {
  readonly noun: string;
  readonly verb: string;
}

/**
 * The noun is the collection in the path that the operation's own name is about (`tickets` for `createTicket`), else the
 * path's first word; what the name says again of it is left out.
 */
export function commandName(name: OperationName, { path }: Operation): CommandName {
  const [verb = '', ...rest] = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const object = rest.join('-');
  const words = path.split('/').slice(2);
  const collections = words.filter((word) => /[^s]s$/.test(word));
  const noun = collections.findLast((word) => singular(word) === singular(object)) ?? words[0] ?? '';
  if (singular(object) === singular(noun)) return { noun, verb: verb === 'read' ? 'show' : verb };
  const short = object.replace(new RegExp(`^${singular(noun)}-`), '');
  return { noun, verb: verb === 'read' || verb === 'list' ? short : `${verb}-${short}` };
}

const singular = (word: string) => word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');
