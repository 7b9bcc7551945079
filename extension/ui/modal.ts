/** As a `ref` of a dialog: opens it over the page once, with the focus in it; Escape closes it. */
export function showModal(dialog: HTMLDialogElement | null): void {
  if (dialog?.open === false) dialog.showModal();
}

/** Of something in a dialog that is pressed: closes it, which gives the focus back to where it was. Taking it away would not. */
export function closeModal({ currentTarget }: { readonly currentTarget: Element }): void {
  currentTarget.closest('dialog')?.close();
}
