import { expect, test } from 'vitest';

import { readAddress } from '../../extension/api/read-address.ts';

test.each([
  ['https://keys.example', 'https://keys.example'],
  [' https://keys.example/some/path?query ', 'https://keys.example'],
  ['keys.example', 'https://keys.example'],
  ['http://127.0.0.1:8787/', 'http://127.0.0.1:8787'],
  ['localhost:8787', 'http://localhost:8787'],
  ['127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['127.0.0.1.evil.example', 'https://127.0.0.1.evil.example'],
  ['http://localhost:8787', 'http://localhost:8787'],
])('%j is %s', (text, address) => {
  expect(readAddress(text)).toEqual({ ok: true, address });
});

test.each(['', 'https://', 'ftp://keys.example', 'javascript:alert(1)', 'https://me:secret@keys.example'])(
  '%j is no address',
  (text) => {
    expect(readAddress(text)).toEqual({ ok: false, failure: 'address_invalid' });
  },
);

test.each(['http://keys.example', 'http://127.0.0.1.evil.example', 'http://10.0.0.1'])(
  'a token is not sent in the clear to %s',
  (text) => {
    expect(readAddress(text)).toEqual({ ok: false, failure: 'address_insecure' });
  },
);
