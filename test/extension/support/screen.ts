import { expect, vi } from 'vitest';

const roles: Readonly<Record<string, string>> = {
  alert: '[role=alert]',
  alertdialog: '[role=alertdialog]',
  link: 'a[href]',
  button: 'button:not([role])',
  checkbox: 'input[type=checkbox]',
  combobox: 'select',
  form: 'form',
  heading: 'h1, h2, h3',
  listitem: 'li',
  row: 'tbody',
  searchbox: 'input[type=search]',
  status: '[role=status]',
  tab: '[role=tab]',
  textbox: 'input:not([type]), input[type=text], input[type=url], input[type=password]',
};

/** Every element of a role, with the accessible name where one is given. */
export function allByRole(role: string, name?: string | RegExp): HTMLElement[] {
  const selector = roles[role];
  if (selector === undefined) throw new Error(`Say how to find the role ${role}.`);
  const found = [...document.querySelectorAll<HTMLElement>(selector)];
  return name === undefined ? found : found.filter((element) => fits(nameOf(element), name));
}

/** The one element of that role and name. */
export function byRole(role: string, name?: string | RegExp): HTMLElement {
  const [element, ...others] = allByRole(role, name);
  if (element && others.length === 0) return element;
  const names = allByRole(role).map((each) => nameOf(each));
  throw new Error(
    `${others.length + (element ? 1 : 0)} of role ${role} named ${name}; there are: ${names.join(' | ')}`,
  );
}

/** Waits until it is there. */
export function findByRole(role: string, name?: string | RegExp): Promise<HTMLElement> {
  return vi.waitFor(() => byRole(role, name), { interval: 5 });
}

/** Waits until the page says so. */
export function findText(text: string | RegExp): Promise<void> {
  return vi.waitFor(() => expect(document.body.textContent).toMatch(text), { interval: 5 });
}

/** Waits until `check` no longer throws. */
export function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { interval: 5 });
}

export function type(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement)) throw new Error('Not a field to type into.');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export function press(key: string, on: Element | null = document.activeElement): void {
  on?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

export function isDisabled(button: HTMLElement): boolean {
  return button.hasAttribute('disabled');
}

function nameOf(element: HTMLElement): string {
  const named = element.getAttribute('aria-label');
  if (named !== null) return named;
  const label = element.closest('label')?.querySelector('span');
  return (label ?? element).textContent?.trim() ?? '';
}

function fits(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? name === wanted : wanted.test(name);
}
