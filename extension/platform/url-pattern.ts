/** Whether a URL fits a pattern (URL Pattern Standard). What is no pattern fits nothing. */
export function matchesPattern(pattern: string, url: string): boolean {
  try {
    return new URLPattern(pattern).test(url);
  } catch {
    return false; // Written by hand before this Worker checked them, or for a newer standard.
  }
}
