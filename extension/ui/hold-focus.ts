/**
 * Puts the focus on the first field of a form that has just opened; what it gives puts it back to where it was.
 *
 * Whoever has gone somewhere else by then stays there.
 */
export function holdFocus(form: HTMLFormElement): () => void {
  const before = document.activeElement;
  form.querySelector<HTMLElement>('input, select, textarea')?.focus();
  return () => {
    const now = document.activeElement;
    if (before instanceof HTMLElement && (now === document.body || form.contains(now))) before.focus();
  };
}
