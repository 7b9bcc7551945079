import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';
import { parseSync } from 'vite';

import { failureMessage } from '../../extension/ui/failure-message.ts';
import english from '../../extension/public/_locales/en/messages.json' with { type: 'json' };
import chinese from '../../extension/public/_locales/zh_CN/messages.json' with { type: 'json' };
import { apiErrors } from '../../shared/errors/api.ts';
import { requestErrors } from '../../shared/errors/request.ts';
import { ownFailures } from '../../extension/api/failure.ts';

interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}
const locales: readonly Readonly<Record<string, Message>>[] = [english, chinese];

const sources = readdirSync('extension', { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.tsx?$/.test(path),
);
const read = (path: string) => readFileSync(`extension/${path}`, 'utf8');

/** `{ NAME: '$1' }`, and which of them the text uses. */
function slotsOf({ message, placeholders = {} }: Message) {
  const used = [...message.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name.toLowerCase());
  const defined = Object.entries(placeholders).map(([name, { content }]) => `${name}=${content}`);
  return { used: used.toSorted(), defined: defined.toSorted() };
}

test('both languages have the same messages with the same placeholders', () => {
  expect(Object.keys(chinese).toSorted()).toEqual(Object.keys(english).toSorted());
  const [first = {}, second = {}] = locales;
  for (const [key, message] of Object.entries(first))
    expect({ key, ...slotsOf(second[key] ?? message) }).toEqual({ key, ...slotsOf(message) });
});

test('no text is empty, and no placeholder is left over or missing', () => {
  for (const messages of locales)
    for (const [key, message] of Object.entries(messages)) {
      expect(message.message, key).not.toBe('');
      const { used, defined } = slotsOf(message);
      expect([...new Set(used)], key).toEqual(defined.map((each) => each.split('=')[0]));
    }
});

test('every refusal of the management API and every failure of our own has a sentence', () => {
  const own = ownFailures.map((failure) => failureMessage(failure));
  const codes = [...Object.keys(apiErrors), ...Object.keys(requestErrors)].map((code) => `error_${code}`);
  for (const message of [...codes, ...own]) expect(english).toHaveProperty(message);
});

test('every message is used', () => {
  const code = sources.map(read).join('\n');
  const prefixes = ['error_', 'reason_', 'environment_', 'status_', 'section_', 'theme_', 'language_'];
  prefixes.push(
    'outcome_',
    'end_',
    'limit_',
    'rules_',
    'test_',
    'want_',
    'fault_',
    'anchor_',
    'session_',
    'group_',
    'region_',
    'sort_',
    'bulk_',
    'sum_',
    'channel_',
    'credential_',
    'delivery_',
    'role_',
    'thing_',
    'did_',
    'may_',
    'verb_',
    'field_',
  );
  const unused = Object.keys(english).filter(
    (key) =>
      !prefixes.some((prefix) => key.startsWith(prefix)) &&
      ![`'${key}'`, `"${key}"`].some((use) => code.includes(use)),
  );
  expect(unused).toEqual([]);
});

test('no view holds words of its own', () => {
  const views = sources.filter((path) => path.endsWith('.tsx'));
  expect(views.length).toBeGreaterThan(20);
  const found = views.flatMap((path) => ownWords(parseSync(path, read(path)).program));
  expect(found).toEqual([]);
});

test('own words in a view are found', () => {
  const { program } = parseSync('view.tsx', '<p title="Hi there">{name} is <b>gone</b></p>');
  expect(ownWords(program)).toEqual(['Hi there', ' is ', 'gone']);
});

const spokenAttributes = ['aria-label', 'alt', 'label', 'placeholder', 'title'];

/** A node of a syntax tree, as far as it is looked at here. */
interface SyntaxNode {
  readonly type?: string;
  readonly name?: { readonly name?: string };
  readonly value?: unknown;
}

/** The words that stand in markup itself, as text or in an attribute that people get to read or hear. */
function ownWords(tree: unknown): readonly string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const node: SyntaxNode = tree; // Whatever else is in it is looked at as a tree of its own.
  const inside = Object.values(tree).flatMap((each) => ownWords(each));
  return [...wordsOf(node), ...inside];
}

function wordsOf({ type, name, value }: SyntaxNode): readonly string[] {
  if (type === 'JSXText') return /\p{L}/u.test(String(value)) ? [String(value)] : [];
  const isSpoken = type === 'JSXAttribute' && spokenAttributes.includes(name?.name ?? '');
  const literal: SyntaxNode = typeof value === 'object' && value !== null ? value : {};
  return isSpoken && literal.type === 'Literal' ? [String(literal.value)] : [];
}
