import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

import type { Client } from '../../../shared/api/client.ts';
import type { ConsoleToken } from '../../../shared/people/console-token.ts';
import type { Grant } from '../../../shared/people/grant.ts';
import type { Person } from '../../../shared/people/person.ts';
import { newId } from '../../../worker/secrets/new-id.ts';
import { newConsoleToken } from '../../../worker/people/new-console-token.ts';
import { apiOf } from './calls.ts';

export const directory = () => env.DIRECTORY.getByName('directory');

/** Somebody with these roles, put where people are kept. */
export async function givenPerson(grants: readonly Grant[], name = 'Somebody'): Promise<Person> {
  const id = newId('usr_');
  const times = { createdAt: 1, changedAt: 1 };
  const person = { id, name, grants: [...grants], disabled: false, identities: [], rev: 1, ...times };
  await runInDurableObject(directory(), ({ parts }) => parts.people.write(person));
  return person;
}

export interface Holder {
  readonly person: Person;
  readonly id: string;
  readonly secret: string;
  readonly api: Client;
}

/** A console token of such a person, for everything unless `scope` says otherwise. */
export async function givenToken(
  grants: readonly Grant[],
  scope: Partial<Pick<ConsoleToken, 'projects' | 'actions' | 'expiresAt'>> = {},
): Promise<Holder> {
  const person = await givenPerson(grants);
  const { id, secret, hash } = await newConsoleToken(env);
  const createdAt = Date.now();
  const limits = { projects: null, actions: null, expiresAt: createdAt + 60_000, ...scope };
  const token = { id, person: person.id, name: 'test', createdAt, usedAt: null, ...limits };
  await runInDurableObject(directory(), ({ parts }) => parts.tokenTable.add(token, hash));
  return { person, id, secret, api: apiOf(secret) };
}

export const everywhere = (role: Grant['role']): Grant[] => [{ role, project: '*' }];
