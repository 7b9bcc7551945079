import { render, type ComponentChild } from 'preact';
import { onTestFinished } from 'vitest';

import { LanguageContext } from '../../../extension/ui/messages.ts';
import { inEnglish } from './english.ts';

/** Puts a page on screen in English, in place of the one before, until the test is over: what it still waits for is off then. */
export function renderPage(page: ComponentChild): void {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  render(<LanguageContext.Provider value={inEnglish}>{page}</LanguageContext.Provider>, root);
  onTestFinished(() => render(null, root));
}
