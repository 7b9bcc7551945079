/** Shows light or dark, whatever the system says; `system` leaves it to the system. */
export function showTheme(theme: 'system' | 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = theme;
}
