import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';

import { operationNames, type OperationName } from '../../shared/api/contract.ts';
import type { Grant, Role } from '../../shared/people/grant.ts';
import { tokenActions } from '../../shared/people/roles.ts';
import {
  byProof,
  expected,
  letters,
  needsFreshSignIn,
  neverByToken,
  rowOf,
} from './support/access-matrix.ts';
import { api } from './support/calls.ts';
import { givenDevice } from './support/device.ts';
import { answerAt, emptyRoom, realDoor, type Credential } from './support/doors.ts';
import { leastInput } from './support/least-input.ts';
import { everywhere, givenPerson, givenToken } from './support/people.ts';
import { givenProject, type Ids } from './support/projects.ts';

let mine: Ids;
let theirs: Ids;
beforeAll(async () => {
  mine = await givenProject('mine');
  theirs = await givenProject('theirs');
});

const matrix = operationNames.filter((name) => !byProof.includes(name));
interface Subject {
  readonly role: Role;
  /** In every project, or in `mine` alone. */
  readonly isEverywhere: boolean;
  readonly kind: 'device' | 'token';
}

/** What the matrix says of the operation, asked about things of `mine`, or of `theirs`. */
function expectedOf({ role, isEverywhere, kind }: Subject, name: OperationName, isMine: boolean): string {
  const { who, at } = rowOf(name);
  if (typeof at === 'object' && !isEverywhere && !isMine) return at.missing;
  if (at === 'deployment' && !isEverywhere) return 'permission_denied';
  if (kind === 'token' && neverByToken.includes(name)) return 'permission_denied';
  return who.includes(letters[role]) ? 'let in' : 'permission_denied';
}

/** `operation: expected, answered` for every wrong answer. What is to be refused is asked of the Worker itself. */
async function wrongAnswers(subject: Subject, by: Credential): Promise<string[]> {
  const asked = matrix.flatMap((name) => [true, false].map((isMine) => ({ name, isMine })));
  const answers = asked.map(async ({ name, isMine }) => {
    const right = expectedOf(subject, name, isMine);
    const door = right === 'let in' ? emptyRoom : realDoor;
    const answered = await answerAt(door, name, leastInput(name, isMine ? mine : theirs), by);
    return answered === right ? [] : [`${name} of ${isMine ? 'mine' : 'theirs'}: ${right}, ${answered}`];
  });
  return (await Promise.all(answers)).flat();
}

const linesOfAudit = () =>
  env.RECORD.prepare('SELECT count(*) AS lines FROM audit').first<{ lines: number }>();

async function deviceOf(grants: readonly Grant[], signedInAt = Date.now()): Promise<Credential> {
  const { token, key } = await givenDevice((await givenPerson(grants)).id, signedInAt);
  return { token, key };
}

const subjects = (Object.keys(letters) as Role[]).flatMap((role) =>
  (role === 'owner' ? [true] : [true, false]).flatMap((isEverywhere) =>
    (['device', 'token'] as const).map((kind) => ({ role, isEverywhere, kind })),
  ),
);

test('the matrix knows every operation, and none that is not there', () => {
  expect([...expected.keys()].toSorted()).toEqual([...matrix].toSorted());
  expect(matrix.length).toBeGreaterThan(70);
  for (const names of [neverByToken, needsFreshSignIn])
    expect(names.filter((name) => !expected.has(name))).toEqual([]);
});

const patienceMs = 60_000; // Some hundred requests each, on a machine that has other things to do.

test.each(subjects)(
  '$role, everywhere: $isEverywhere, by $kind: every answer is right',
  { timeout: patienceMs },
  async (subject) => {
    const { role, isEverywhere, kind } = subject;
    const grants = isEverywhere ? everywhere(role) : [{ role, project: mine.project }];
    const by =
      kind === 'device' ? await deviceOf(grants) : await givenToken(grants, { actions: [...tokenActions] });
    const before = await linesOfAudit();
    expect(await wrongAnswers(subject, by)).toEqual([]);
    expect(await linesOfAudit()).toEqual(before); // Whoever was refused has changed nothing.
  },
);

test(
  'a token of one project is no more than a role in that project, whatever its person is',
  { timeout: patienceMs },
  async () => {
    for (const role of ['admin', 'operator', 'member', 'auditor'] as const) {
      const by = await givenToken(everywhere(role), { actions: [...tokenActions], projects: [mine.project] });
      expect([role, await wrongAnswers({ role, isEverywhere: false, kind: 'token' }, by)]).toEqual([
        role,
        [],
      ]);
    }
  },
);

test(
  'without a credential nothing is answered; a proof alone opens pairing and nothing else',
  { timeout: patienceMs },
  async () => {
    for (const name of operationNames) {
      const right = byProof.includes(name) ? 'invalid_proof' : 'authentication_required';
      expect([name, await answerAt(realDoor, name, leastInput(name, mine), null)]).toEqual([name, right]);
    }
  },
);

test('the bootstrap token sets up, and opens nothing else', { timeout: patienceMs }, async () => {
  const by = { secret: env.BOOTSTRAP_TOKEN ?? '' };
  for (const name of matrix) {
    const isSetUp = name === 'setUp';
    const door = isSetUp ? emptyRoom : realDoor;
    const right = isSetUp ? 'let in' : 'permission_denied';
    expect([name, await answerAt(door, name, leastInput(name, mine), by)]).toEqual([name, right]);
  }
});

test(
  'a sign-in of more than 15 minutes ago is too old for what much hangs on, and for nothing else',
  { timeout: patienceMs },
  async () => {
    const by = await deviceOf(everywhere('owner'), Date.now() - 16 * 60_000);
    for (const name of matrix.filter((each) => each !== 'setUp')) {
      const isStale = needsFreshSignIn.includes(name);
      const answered = await answerAt(isStale ? realDoor : emptyRoom, name, leastInput(name, mine), by);
      expect([name, answered]).toEqual([name, isStale ? 'reauth_required' : 'let in']);
    }
  },
);

test('members see the secrets of keys where their project says so, and there only', async () => {
  const grants = [mine, theirs].map(({ project }) => ({ role: 'member', project }) as const);
  const by = await deviceOf(grants);
  await api.editProject({ id: mine.project, membersReveal: true });
  expect(await answerAt(emptyRoom, 'revealKey', { id: mine.key }, by)).toBe('let in');
  expect(await answerAt(realDoor, 'revealKey', { id: theirs.key }, by)).toBe('permission_denied');
  await api.editProject({ id: mine.project, membersReveal: false });
  expect(await answerAt(realDoor, 'revealKey', { id: mine.key }, by)).toBe('permission_denied');
});

test('a deleted key of another project is told as one that never was', async () => {
  const { key } = await api.createKey({ project: theirs.project, name: 'gone' });
  await api.disableKey({ id: key.id });
  await api.deleteKey({ id: key.id });
  const by = await givenToken([{ role: 'admin', project: mine.project }]);
  expect(await answerAt(realDoor, 'readKey', { id: key.id }, by)).toBe('key_not_found');
  expect(await answerAt(realDoor, 'deleteKey', { id: key.id }, by)).toBe('key_not_found');
});
