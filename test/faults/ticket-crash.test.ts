import { expect, test } from 'vitest';

import { ApiError } from '../../shared/api/api-error.ts';
import { chainOf, isWhole } from '../worker/support/audit.ts';
import { api, callStateless, givenKey } from '../worker/support/calls.ts';
import { crashAt, crashPoints, recordDown, ringAlarm } from '../worker/support/faults.ts';
import { givenTicket } from '../worker/support/tickets.ts';
import { givenUpstream } from '../worker/support/upstream.ts';

givenUpstream();

const image = 'linux_latest';

async function isOpen(secret: string): Promise<boolean> {
  const { status } = await callStateless({ secret });
  expect([200, 401]).toContain(status);
  return status === 200;
}

/** `false`: the caller got no answer to its command. */
function isAcknowledged(command: Promise<unknown>): Promise<boolean> {
  return command.then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(ApiError);
      return false;
    },
  );
}

for (const point of crashPoints) {
  test(`a gate lost at ${point} of revoking a ticket never leaves it open by mistake`, async () => {
    const { key, one, secret } = await givenTicket();
    await crashAt(key.id, point);
    const acknowledged = await isAcknowledged(api.revokeTicket(one));

    const open = await isOpen(secret);
    expect(open).toBe(point === '0-asked'); // Not even noted: as if it had never been asked.
    expect(open && acknowledged).toBe(false);

    await ringAlarm(key.id);
    expect(await isOpen(secret)).toBe(open);
    expect(await isOpen(key.secret)).toBe(true);
    const lines = await chainOf(key.id);
    expect(lines.filter(({ action }) => action === 'ticket.revoke')).toHaveLength(open ? 0 : 1);
    expect(await isWhole(lines)).toBe(true);
  });

  test(`a gate lost at ${point} of making a ticket has it whole and recorded, or not at all`, async () => {
    const { id, secret } = await givenKey();
    await crashAt(id, point);
    await isAcknowledged(api.createTicket({ id, label: point, image }));
    await ringAlarm(id);

    const recorded = point === '2-recorded' || point === '3-done';
    const { tickets } = await api.listTickets({ id });
    expect(tickets).toHaveLength(recorded ? 1 : 0);
    const lines = await chainOf(id);
    const made = lines.filter(({ action, outcome }) => action === 'ticket.create' && outcome === 'done');
    expect(made).toHaveLength(tickets.length);
    expect(await isWhole(lines)).toBe(true);
    for (const { id: ticket } of tickets)
      expect(await isOpen((await api.revealTicket({ id, ticket })).secret)).toBe(true);
    expect(await isOpen(secret)).toBe(true);
  });
}

test('with the record out of reach a ticket is revoked at once and written later; none is made', async () => {
  const { key, one, secret } = await givenTicket();
  const restore = await recordDown(key.id);
  const order = { id: key.id, label: 'late', image };
  await expect(api.createTicket(order)).rejects.toMatchObject({ code: 'record_unavailable' });
  await expect(api.renameTicket({ ...one, label: 'late' })).rejects.toMatchObject({
    code: 'record_unavailable',
  });
  expect(await api.revokeTicket(one)).toMatchObject({ record: 'pending' });
  expect(await isOpen(secret)).toBe(false);

  await restore();
  await ringAlarm(key.id);
  const { tickets } = await api.listTickets({ id: key.id });
  expect(tickets).toMatchObject([{ id: one.ticket, label: 'cursor on the laptop' }]);
  const lines = await chainOf(key.id);
  expect(
    lines
      .map(({ action, outcome }) => `${action} ${outcome}`)
      .slice(2)
      .toSorted(),
  ).toEqual(['ticket.create dropped', 'ticket.revoke done']);
  expect(await isWhole(lines)).toBe(true);
});
