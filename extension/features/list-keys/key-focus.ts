/** The id of the control that Enter copies a key with. */
export function copyButtonId(keyId: string): string {
  return `copy-${keyId}`;
}

/** The id of the control that opens a key's actions. */
export function actionsButtonId(keyId: string): string {
  return `actions-${keyId}`;
}

/**
 * Focuses the control called `id` as soon as it is painted, in place of one that went away with the focus.
 *
 * Whoever has gone somewhere else by then stays there.
 */
export function focusWhenPainted(id: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById(id)?.focus();
  });
}

/** As a `ref`: what opens at the edge of a list is scrolled to once. */
export function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
