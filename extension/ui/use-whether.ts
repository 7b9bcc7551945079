import { useComputed } from '@preact/signals';

/**
 * Whether `is` gives true, for a view that is painted anew only when that changes: of a list of hundreds, one row.
 * `is` reads signals, and of the view's properties only what stays the same as long as it stands.
 */
export function useWhether(is: () => boolean): boolean {
  return useComputed(is).value;
}
