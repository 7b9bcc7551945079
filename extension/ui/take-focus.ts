/** As a `ref`: the element gets the focus once, when it appears. Kept outside views, for an inline one runs at each paint. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
