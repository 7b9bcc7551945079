import type { Page } from 'puppeteer-core';

const mostSteps = 200; // Of the Tab key, from one end of a page to the other.

/**
 * Which way the first usable control of a name lies from what has the focus: 1 further on, -1 further back, 0 here;
 * `null` while there is none. Runs in the page, and names a control as a screen reader would.
 */
const wayTo = (name: string) => `(() => {
  const nameOf = (at) => {
    const label = at.closest('label')?.querySelector('span');
    return (at.getAttribute('aria-label') ?? label?.textContent ?? at.textContent ?? '').trim();
  };
  const place = document.querySelector('dialog[open]') ?? document; // Nothing behind it can be reached.
  const wanted = [...place.querySelectorAll('a, button, input, select, textarea, summary')]
    .find((at) => !at.disabled && nameOf(at) === ${JSON.stringify(name)});
  if (wanted === undefined) return null;
  const from = document.activeElement ?? document.body;
  if (from === wanted) return 0;
  return from.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING ? 1 : -1;
})()`;

/** A person at the console who has no mouse. Works alike in every browser. */
export function openHand(page: Page) {
  const step = async (way: unknown) => {
    if (way === -1) await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    if (way === -1) await page.keyboard.up('Shift');
  };
  const go = async (name: string) => {
    await page.waitForFunction(`${wayTo(name)} !== null`);
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const way = await page.evaluate(wayTo(name));
      if (way === 0) return;
      await step(way);
    }
    throw new Error(`The Tab key does not lead to “${name}”.`);
  };

  return {
    /** Tabs to the control that is called so, once it is there. */
    go,
    async see(text: string | RegExp) {
      const pattern = typeof text === 'string' ? RegExp.escape(text) : text.source;
      await page.waitForFunction(`/${pattern}/.test(document.body.innerText)`);
    },
    /** Goes there and presses Enter. */
    async press(name: string) {
      await go(name);
      await page.keyboard.press('Enter');
    },
  };
}
