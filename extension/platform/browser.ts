import { browser } from 'wxt/browser';

import type { MessageKey } from '../ui/messages.ts';

declare module 'wxt/browser' {
  // WXT leaves this to types it generates; ours come from the messages themselves, so nothing is generated.
  interface WxtI18n {
    getMessage(key: MessageKey, values?: readonly string[]): string;
  }
}

/** The extension APIs, as promises in every browser. Only `platform/` knows them. */
export { browser };
