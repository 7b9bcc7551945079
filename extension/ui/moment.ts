/** A moment (Unix milliseconds) in full, in the person's language: `Nov 25, 2026, 9:30 AM`. */
export function writeMoment(at: number, locale: string): string {
  return new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
