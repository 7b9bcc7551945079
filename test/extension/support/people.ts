import type { Client } from '../../../shared/api/client.ts';
import type { ConsoleToken } from '../../../shared/people/console-token.ts';
import type { Device } from '../../../shared/people/device.ts';
import type { Grant, Role } from '../../../shared/people/grant.ts';
import type { PageSession } from '../../../shared/people/page-session.ts';
import type { Person } from '../../../shared/people/person.ts';
import { givenClient, today } from './givens.ts';

const id = (prefix: string, letter: string) => `${prefix}_${letter.repeat(22)}`;
export const projects = [{ id: 'prj_default', name: 'Default' }];
export const everywhere = (role: Role): Grant[] => [{ role, project: '*' }];

export const person = (name: string, grants: Grant[], other: Partial<Person> = {}): Person => ({
  id: id('usr', name.slice(0, 1)),
  name,
  grants,
  disabled: false,
  identities: [],
  rev: 3,
  createdAt: today,
  changedAt: today,
  ...other,
});
export const ada = person('Ada', everywhere('owner'));
export const bo = person('Bo', [{ role: 'member', project: 'prj_default' }]);

const device = (name: string, of: Person, other: Partial<Device> = {}): Device => ({
  id: id('dev', name.slice(0, 1)),
  personId: of.id,
  name,
  thumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  state: 'active',
  pairedAt: today,
  usedAt: today,
  signedInAt: today,
  revokedAt: null,
  ...other,
});
export const laptop = device('Laptop', ada);
export const phone = device('Phone', bo);

export const signedIn: PageSession = {
  id: 's'.repeat(22),
  person: ada.id,
  signedInAt: today,
  createdAt: today,
  seenAt: today,
  agent: 'Firefox on Linux',
};

export const ci: ConsoleToken = {
  id: `tok_${'t'.repeat(16)}`,
  person: ada.id,
  name: 'CI',
  projects: null,
  actions: ['keys.read'],
  createdAt: today,
  expiresAt: today + 1,
  usedAt: null,
};

/** A Worker that takes these people as asking; what was sent to it. */
export function givenPeopleWorker(asks: Person, answers: Partial<Client> = {}) {
  const sent: unknown[] = [];
  const note =
    <T>(answer: T) =>
    async (input: object) => {
      sent.push(input);
      return answer;
    };
  const me = { person: asks, device: laptop.id, grants: asks.grants, actions: null, freshUntil: null };
  const client = givenClient({
    readMe: async () => me,
    listPeople: async () => ({ people: [ada, bo], next: null }),
    listInvitations: async () => ({ invitations: [], next: null }),
    listDevices: async ({ of }) => ({ devices: of === 'all' ? [laptop, phone] : [laptop], next: null }),
    listPageSessions: async () => ({ pageSessions: [signedIn] }),
    endPageSession: note({ id: signedIn.id }),
    listTokens: async () => ({ tokens: [ci], next: null }),
    editPerson: note(bo),
    removePerson: note({ id: bo.id }),
    invitePerson: note({ link: 'https://keys.example/invitations/once' } as never),
    renameDevice: note(laptop),
    revokeDevice: note(phone),
    createToken: note({ token: ci, secret: 'khp_once' }),
    renewToken: note(ci),
    revokeToken: note({ id: ci.id }),
    ...answers,
  });
  return { client, sent, say: () => {} };
}
