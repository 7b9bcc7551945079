import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';

import { refuse } from '../../shared/result.ts';
import { askDirectory } from '../../worker/people/ask-directory.ts';
import { chainOf, isWhole } from './support/audit.ts';

const directory = () => env.DIRECTORY.getByName('directory');
const by = { actor: 'usr_tests', device: null, requestId: 'test' };

const ada = {
  id: `usr_${'a'.repeat(22)}`,
  name: 'Ada',
  grants: [{ role: 'owner', project: '*' }],
  disabled: false,
  identities: [{ issuer: 'https://idp.example', subject: '42' }],
  rev: 1,
  createdAt: 1,
  changedAt: 1,
} as const;

test('a directory that fails is never a yes', async () => {
  const failing = () => Promise.reject(new Error('gone'));
  expect(await askDirectory(env, failing)).toEqual(refuse('directory_unavailable'));
});

test('a person is found again by id and by whom they sign in as, with what was last written', async () => {
  await runInDurableObject(directory(), ({ parts: { people } }) => {
    people.write({ ...ada, grants: [...ada.grants], identities: [...ada.identities] });
    expect(people.findBy(ada.identities[0])).toEqual(ada);

    const moved = { issuer: 'https://idp.example', subject: '43' };
    people.write({ ...ada, grants: [], name: 'Ada L.', identities: [moved] });
    expect(people.read(ada.id)).toMatchObject({ name: 'Ada L.', grants: [], identities: [moved] });
    expect(people.findBy(ada.identities[0])).toBeNull();

    people.remove(ada.id);
    expect(people.findBy(moved)).toBeNull();
  });
});

test('what opens is not opened unrecorded; what was closed is told as soon as the record is back, once', async () => {
  const subject = `usr_${'b'.repeat(22)}`;
  await env.RECORD.exec('ALTER TABLE audit RENAME TO audit_away');
  await runInDurableObject(directory(), async ({ parts: { audit } }) => {
    expect(await audit.record({ subject, action: 'person.create' }, by)).toEqual(
      refuse('record_unavailable'),
    );
    audit.note({ subject, action: 'person.remove' }, by);
    await audit.flush();
  });
  await env.RECORD.exec('ALTER TABLE audit_away RENAME TO audit');

  await vi.waitFor(async () => {
    await runDurableObjectAlarm(directory());
    expect(await chainOf(subject)).toMatchObject([{ action: 'person.remove', actor: 'usr_tests', seq: 1 }]);
  });
  await runInDurableObject(directory(), ({ parts: { audit } }) => audit.flush());
  expect(await isWhole(await chainOf(subject))).toBe(true);
  expect(await chainOf(subject)).toHaveLength(1);
});
