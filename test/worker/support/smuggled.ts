/** What the key may not use, and the upstream must never be asked for by any reading of what it gets. */
export const forbidden = 'delete_everything';
export const allowed = 'echo';

/** A body, and headers besides the right ones. */
export interface Input {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a message of 2026-07-28 says of itself. */
export const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'smuggler', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const about = `"_meta":${JSON.stringify(meta)}`;
const members = {
  jsonrpc: '"jsonrpc":"2.0"',
  id: '"id":1',
  method: '"method":"tools/call"',
  params: `"params":{"name":"${allowed}","arguments":{},${about}}`,
};
/** A call that may pass. */
export const good = `{${Object.values(members).join(',')}}`;
export const utf8 = (text: string) => new TextEncoder().encode(text);
const escaped = (text: string) =>
  text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Ways to write `name` that another parser may take for it, as they stand between the quotes. */
export function spellings(name: string): string[] {
  const each = (change: (char: string) => string) =>
    name.split('').map((char, at) => name.slice(0, at) + change(char) + name.slice(at + 1));
  const hidden = ['\u200b', '\u00ad', '\u2060', '\ufeff', '\u180e', '\\u0000', '\\u0008', '\u{e0001}'];
  return [
    name,
    escaped(name),
    name.toUpperCase(),
    `${name}\\u0000`,
    `${name}\\u0000.x`,
    ...each((char) => char.toUpperCase()),
    ...each(escaped),
    ...each((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
    ...each((char) => (char === 's' ? 'ſ' : char === 'k' ? '\u212a' : char.toUpperCase())),
    ...hidden.flatMap((char) => each((letter) => letter + char)),
    ...hidden.map((char) => char + name),
  ];
}

const evilParams = `{"name":"${forbidden}","arguments":{},${about}}`;
const evil: Readonly<Record<string, readonly string[]>> = {
  method: ['"resources/read"', '"tools/call"'],
  params: [evilParams, '[]', 'null'],
  id: ['2', '"1"'],
  jsonrpc: ['"1.0"'],
  result: ['{}'],
  error: ['{"code":1,"message":"a"}'],
};

/** T17, T18: a second member beside the true one, before it or behind it. */
const doubled = Object.entries(evil).flatMap(([name, values]) =>
  spellings(name).flatMap((spelled) =>
    values.flatMap((value) => [
      `{"${spelled}":${value},${good.slice(1)}`,
      `${good.slice(0, -1)},"${spelled}":${value}}`,
    ]),
  ),
);
const inParams = ['name', 'arguments', '_meta'].flatMap((name) =>
  spellings(name).flatMap((spelled) => {
    const value = name === 'name' ? `"${forbidden}"` : '{}';
    return [
      good.replace('"params":{', `"params":{"${spelled}":${value},`),
      good.replace(`${about}}`, `${about},"${spelled}":${value}}`),
    ];
  }),
);

/** T19, T22, T23: what is not one object in plain UTF-8, or is too much of it. */
const blanks = ['', ' ', '\n', '\t', '\r\n', '\ufeff', '/**/', '//\n', '\u00a0', '\0', ',', ';', ")]}',\n"];
/** The same of what the key may not use. */
export const evilCall = good.replace(allowed, forbidden);
const wrapped = blanks.flatMap((before) =>
  blanks.flatMap((behind) => [
    `${before}[${good}]${behind}`,
    `${before}[[${evilCall}]]${behind}`,
    `${before}[${good},${evilCall}]${behind}`,
    `${before}${good}${behind}${evilCall}`,
    `${before}${good}${behind === '' ? 'x' : behind}`,
  ]),
);
const utf16 = new Uint8Array(Uint16Array.from(evilCall, (char) => char.charCodeAt(0)).buffer);
const raw: Uint8Array<ArrayBuffer>[] = [
  utf16,
  new Uint8Array([0xff, 0xfe, ...utf16]),
  ...[[0xc0, 0xaf], [0xff], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]].map(
    (bad) => new Uint8Array([...utf8(good.slice(0, -3)), ...bad, ...utf8(good.slice(-3))]),
  ),
];

/** T21: what looks like the tool that is allowed, or like the one that is not. */
const named = [allowed, forbidden].flatMap((tool) =>
  spellings(tool)
    .filter((spelled) => spelled !== allowed && spelled !== escaped(allowed))
    .map((spelled) => good.replace(`"name":"${allowed}"`, `"name":"${spelled}"`)),
);

/** T24: ids that change when they are read. */
const ids = [
  '1.5',
  '1e400',
  '-1e400',
  'null',
  '{}',
  '[]',
  'true',
  '9007199254740993',
  `"${'a'.repeat(257)}"`,
];
const identified = ids.map((id) => good.replace('"id":1', `"id":${id}`));

/** T16, T20: headers that disagree with the body, or with themselves. */
const headers: readonly Readonly<Record<string, string>>[] = [
  ...[
    forbidden,
    '',
    'Echo',
    ' echo',
    `${allowed}, ${forbidden}`,
    `=?base64?${btoa(forbidden)}?=`,
    '=?base64?!?=',
  ].map((name) => ({ 'mcp-name': name })),
  ...['resources/read', 'tools/list', 'TOOLS/CALL', 'tools/call, tools/list', ''].map((method) => ({
    'mcp-method': method,
  })),
  ...['2025-06-18', '2027-01-01', '2026-07-28, 2026-07-28', 'x'].map((version) => ({
    'mcp-protocol-version': version,
  })),
  ...[
    'text/plain',
    'application/json, text/plain',
    'application/json;charset=utf-16',
    'application/jsonx',
    'multipart/form-data',
  ].map((type) => ({ 'content-type': type })),
  ...['gzip', 'identity', 'br', ''].map((encoding) => ({ 'content-encoding': encoding })),
  ...['http://evil.test', 'null', 'http://keys.test.evil.test'].map((origin) => ({ origin })),
];

/** Each byte of a good message lost, doubled or turned: most are no JSON any more, some are another message. */
function* mutations(): Generator<Input> {
  const source = utf8(evilCall);
  for (let at = 0; at < source.length; at += 1) {
    yield { body: new Uint8Array([...source.slice(0, at), ...source.slice(at + 1)]) };
    yield { body: new Uint8Array([...source.slice(0, at), source[at] ?? 0, ...source.slice(at)]) };
    for (const bit of [1, 2, 32, 64, 128])
      yield { body: source.map((byte, index) => (index === at ? byte ^ bit : byte)) };
  }
}

const bodies: Input[] = [...doubled, ...inParams, ...wrapped, ...named, ...identified, ...raw].map(
  (body) => ({ body }),
);
/** More than 5,000 ways to have one thing judged and another done. */
export const corpus: readonly Input[] = [
  ...bodies,
  ...headers.flatMap((each) => [good, evilCall].map((body) => ({ body, headers: each }))),
  ...mutations(),
];
