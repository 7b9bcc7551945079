import { fileURLToPath } from 'node:url';

import { parseSync } from 'vite';
import { defineConfig } from 'wxt';

/** Own scripts and styles only; out to the Worker, which is https or on this machine. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  'connect-src https: http://127.0.0.1:* http://localhost:*',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Public half of a throw-away key pair: it gives unpacked builds the same id on every machine. */
const developmentKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAum5OOKA4dfAay7hOcG021TUYryNRI6jb8JP4mvksAdUTjuZBbaiuCG7ZPG/6' +
  'CxA8mbRzrHTGYgywafrTdkYA3nvhAOuHV+mIhNIBEaQHsEMT3AtZMnrfadIWt0giWKpGWbUTCi64eXEggXTlUJRrp+IC4sv2EkpN2dVu' +
  '7Dgb6qgkQzVfBXhvlASEZA2/PEJ7z3IKHcPrFjOiEJ9v3J9ND5fMO72Hzjcv58eX4MeTObDscZ+UuaX+7lIlhyK9vnQVrUxzdAjIePGp' +
  'RIAFm+fs8pK9sz0d+dSuiqdYa998jN9Wp+aiM0isZtjp2XtwJTC/iZ5h3lWgoYicGXbvI8g6QwIDAQAB';

/** What the popup never reads of an operation: summaries are for the reference, and what is sent is checked by the Worker. */
const unread = ['summary', 'input', 'replayed', 'secretFields'];

/** A source without what the popup never reads: that, and the pages that built-in rules are tested by. */
function withoutUnread(code: string, id: string): string | undefined {
  if (id.includes('/shared/context/built-in/')) return code.replaceAll(/ https:\/\/\S+(?=',$)/gm, '');
  if (!id.includes('/shared/api/operations/')) return undefined;
  return objectsIn(parseSync(id, code).program)
    .filter((properties) => properties.has('path'))
    .flatMap((properties) => unread.flatMap((name) => properties.get(name) ?? []))
    .toSorted((one, other) => other.start - one.start) // From behind, so that what is before stays where it is.
    .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end).replace(/^\s*,/, ''), code);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every object that a syntax tree (ESTree) spells: where each of its properties stands, by name. */
function objectsIn(tree: unknown): ReadonlyMap<string, Span>[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const inside = Object.values(tree).flatMap(objectsIn);
  if (!('type' in tree && tree.type === 'ObjectExpression')) return inside;
  const { properties } = tree as unknown as { properties: readonly (Span & { key?: { name?: string } })[] };
  return [new Map(properties.map((property) => [property.key?.name ?? '', property])), ...inside];
}

/**
 * The popup is a build by itself and weighs what it must: it leaves out what it never reads, and takes of the browser
 * what `wxt/browser` has the polyfill for elsewhere, where 3 kB do not matter. Every call of ours gives a promise there,
 * too (decision 5).
 */
function leanPopup() {
  let isPopup = false;
  return {
    name: 'lean-popup',
    enforce: 'pre' as const,
    buildStart({ input }: { input: object }) {
      isPopup = Object.keys(input).includes('popup');
    },
    resolveId: (id: string) =>
      id === 'wxt/browser' && !isPopup
        ? fileURLToPath(import.meta.resolve('@wxt-dev/webextension-polyfill/browser'))
        : undefined,
    transform: (code: string, id: string) => (isPopup ? withoutUnread(code, id) : undefined),
  };
}

/** A build for a store leaves the key out: stores give ids themselves and refuse a manifest that has one. */
const forStore = process.env['KEYHARBOR_STORE'] === '1';

/** A build for tests has the optional permission from the start: no test can answer Chromium's question for it. */
const grantsCopying = process.env['KEYHARBOR_GRANTED'] === '1';
const clipboard = ['clipboardWrite', 'clipboardRead'] as const;

const chromium = {
  minimum_chrome_version: '127',
  externally_connectable: { ids: [] }, // Without it any other extension may send messages to this one.
  ...(!forStore && { key: developmentKey }),
};

const firefox = {
  browser_specific_settings: {
    gecko: {
      id: 'keyharbor@keyharbor.example',
      strict_min_version: '142.0',
      data_collection_permissions: { required: ['none' as const] },
    },
  },
};

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: process.env['KEYHARBOR_OUTPUT'] ?? '.output', // Tests build elsewhere than people do.
  imports: false,
  vite: () => ({
    plugins: [leanPopup()],
    // Reading a property does nothing else here, so tables that a page does not use stay out; and every browser that this
    // runs in knows how to preload modules.
    build: {
      target: ['chrome127', 'firefox142'],
      modulePreload: { polyfill: false },
      rollupOptions: { treeshake: { propertyReadSideEffects: false } },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }),
  hooks: {
    'entrypoints:grouped': (_wxt, groups) => {
      // Built by itself, the popup holds nothing that only the console uses.
      const [popup] = groups.flat().filter(({ type }) => type === 'popup');
      for (const group of groups) if (popup && Array.isArray(group)) group.splice(group.indexOf(popup), 1);
      if (popup) groups.push([popup]);
    },
    'build:manifestGenerated': (_wxt, manifest) => {
      // WXT takes the popup's <title> for the tooltip; this one is in the person's language.
      if (manifest.action) manifest.action.default_title = '__MSG_extName__';
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extName__',
    description: '__MSG_extDescription__',
    default_locale: 'en',
    permissions: [
      'storage',
      'activeTab',
      'contextMenus',
      'alarms',
      ...(browser === 'firefox' ? [] : ['offscreen']),
      ...(grantsCopying ? clipboard : []),
    ],
    // Asked for when a person switches copying by shortcut and menu on: browsers warn about it.
    optional_permissions: grantsCopying ? [] : clipboard,
    omnibox: { keyword: 'kh' },
    options_ui: { page: 'console.html', open_in_tab: true },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+M' } },
      'copy-here': { suggested_key: { default: 'Alt+Shift+Y' }, description: '__MSG_menuCopyHere__' },
    },
    content_security_policy: { extension_pages: contentSecurityPolicy },
    ...(browser === 'firefox' ? firefox : chromium),
  }),
});
