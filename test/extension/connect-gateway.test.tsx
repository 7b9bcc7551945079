import { expect, test } from 'vitest';

import type { Connection } from '../../extension/api/connection.ts';
import { ConnectGateway } from '../../extension/features/connect-gateway/connect-gateway.tsx';
import { createConnectGatewayModel } from '../../extension/features/connect-gateway/connect-gateway-model.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { renderPage } from './support/render-page.tsx';
import { byRole, findText, isDisabled, type, until } from './support/screen.ts';

function givenForm(probe: (connection: Connection) => Promise<unknown> = async () => {}) {
  const connected: { connection: Connection; remember: boolean }[] = [];
  const model = createConnectGatewayModel({
    address: 'http://127.0.0.1:8787',
    failure: null,
    probe,
    connect: async (connection, remember) => void connected.push({ connection, remember }),
  });
  renderPage(<ConnectGateway model={model} />);
  return { connected };
}

function submit(address: string, token: string) {
  type(byRole('textbox', 'Address'), address);
  type(byRole('textbox', 'Console token'), token);
  byRole('form').dispatchEvent(new Event('submit', { cancelable: true }));
}

const refusing = (code: ErrorCode | 'offline') => () => Promise.reject(new ApiError(code));

test.each([
  ['not an address', 'khp_right', 'This is not an address.', 'Address'],
  ['http://keys.example', 'khp_right', 'Over http the token could be read on its way.', 'Address'],
  ['https://keys.example', '', 'Enter the console token, without spaces.', 'Console token'],
  ['https://keys.example', 'khk_secret', 'This is the value of a key.', 'Console token'],
])('%j with %j is refused before anything is sent', async (address, token, sentence, field) => {
  const asked: Connection[] = [];
  givenForm(async (connection) => void asked.push(connection));
  submit(address, token);
  await findText(sentence);
  expect(byRole('textbox', field).getAttribute('aria-invalid')).toBe('true');
  expect(asked).toEqual([]);
});

test.each([
  ['offline', 'Keyharbor cannot be reached.'],
  ['internal', 'Something answers at this address, but it is not Keyharbor.'],
  ['route_not_found', 'Something answers at this address, but it is not Keyharbor.'],
  ['authentication_required', 'The token was not accepted.'],
  ['origin_not_allowed', 'Keyharbor does not take calls from here.'],
  ['not_configured', 'Keyharbor is not set up yet.'],
] as const)('%s is told apart', async (code, sentence) => {
  const { connected } = givenForm(refusing(code));
  submit('https://keys.example', 'khp_right');
  await findText(sentence);
  expect(connected).toEqual([]);
});

test('it connects to what was tried, and remembers only when asked', async () => {
  const { connected } = givenForm();
  submit(' keys.example/ ', ' khp_right ');
  await until(() => expect(connected).toHaveLength(1));
  byRole('checkbox', 'Remember on this computer').click();
  submit('keys.example', 'khp_right');
  await until(() => expect(connected).toHaveLength(2));

  const connection = { address: 'https://keys.example', token: 'khp_right' };
  expect(connected).toEqual([
    { connection, remember: false },
    { connection, remember: true },
  ]);
});

test('while it tries, it says so and is not sent twice', async () => {
  const answer = Promise.withResolvers<void>();
  let tries = 0;
  givenForm(() => {
    tries += 1;
    return answer.promise;
  });
  submit('https://keys.example', 'khp_right');
  await until(() => expect(isDisabled(byRole('button', 'Connecting…'))).toBe(true));
  submit('https://keys.example', 'khp_right');
  answer.resolve();
  await until(() => expect(isDisabled(byRole('button', 'Connect'))).toBe(false));
  expect(tries).toBe(1);
});

test('the token is never shown', () => {
  givenForm();
  expect(byRole('textbox', 'Console token').getAttribute('type')).toBe('password');
});
