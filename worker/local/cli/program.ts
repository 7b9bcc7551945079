import { Command, Option } from 'commander';

import { contract, operationNames, type OperationName } from '../../../shared/api/contract.ts';
import type { Operation } from '../../../shared/api/operations/operation.ts';
import { backupCommands } from './backup.ts';
import { commandName } from './command-name.ts';
import { connect, type Place } from './connection.ts';
import { fieldsOf, readSecret, readValue, type Field } from './fields.ts';
import { show } from './show.ts';

interface Settings extends Place {
  readonly json?: boolean;
}

/** The whole command line, made from the contract: `<noun> <verb>`, and `call <operation>` for any of them by name. */
export function createProgram(print: (text: string) => void): Command {
  const program = new Command('keyharbor')
    .description('Keys, policies and images of a Keyharbor deployment.')
    .option('--json', 'print the answer as JSON')
    .option('--url <url>', 'of the deployment on this machine', 'http://127.0.0.1:8787')
    .option('--storage <folder>', 'of the deployment on this machine', '.keyharbor')
    .exitOverride();
  const call = program.command('call').description('Calls any operation by its name.');
  const nouns = new Map<string, Command>();
  for (const name of operationNames) {
    const { noun, verb } = commandName(name, contract[name]);
    const parent = nouns.get(noun) ?? program.command(noun).description(`What can be done to ${noun}.`);
    nouns.set(noun, parent);
    parent.addCommand(operationCommand(verb, name, program, print));
    call.addCommand(operationCommand(name, name, program, print));
  }
  const connected = () => connect(program.opts<Settings>());
  for (const command of backupCommands({ connect: connected, print })) program.addCommand(command);
  return program;
}

function operationCommand(
  called: string,
  name: OperationName,
  program: Command,
  print: (text: string) => void,
): Command {
  const operation: Operation = contract[name];
  const fields = fieldsOf(operation);
  const placed = fields.filter(({ isPlaced }) => isPlaced);
  const command = new Command(called).description(operation.summary).exitOverride();
  for (const field of placed) command.argument(`<${field.name}>`);
  for (const field of fields) if (!field.isPlaced) command.addOption(optionFor(field));
  return command.action(async (...given: unknown[]) => {
    const input = await readInput(fields, given.slice(0, placed.length), command.opts());
    const settings = program.opts<Settings>();
    // The input is the person's; the Worker checks it against the operation's own schema.
    const ask = connect(settings)[name] as (input: unknown) => Promise<unknown>;
    const answer = await ask(input);
    print(settings.json ? `${JSON.stringify(answer, null, 2)}\n` : show(answer));
  });
}

function optionFor({ name, isRequired, isSecret, type }: Field): Option {
  const option = isSecret
    ? new Option(`--${kebab(name)}-stdin`, `reads ${name} from standard input`)
    : new Option(`--${kebab(name)} <${type ?? 'value'}>`);
  return option.makeOptionMandatory(isRequired);
}

async function readInput(
  fields: readonly Field[],
  placed: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const rest = [...placed];
  const input: Record<string, unknown> = {};
  for (const field of fields) {
    const given = field.isPlaced ? rest.shift() : options[field.isSecret ? `${field.name}Stdin` : field.name];
    if (given === true && field.isSecret) input[field.name] = readValue(field, await readSecret());
    else if (typeof given === 'string') input[field.name] = readValue(field, given);
  }
  return input;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
