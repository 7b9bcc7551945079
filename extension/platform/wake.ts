import { browser } from './browser.ts';

/** Has the background called under `name` in so many seconds (at least 30, as browsers have it), even if it sleeps by then. */
export async function wakeIn(name: string, seconds: number): Promise<void> {
  await browser.alarms.create(name, { delayInMinutes: seconds / 60 });
}

export function onWake(name: string, act: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) act();
  });
}
