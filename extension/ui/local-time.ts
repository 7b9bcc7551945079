/** A moment as `<input type="datetime-local">` has it, in this computer's time zone; empty for `null`. */
export function writeLocalTime(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Unix milliseconds; `null` for an empty field and for what is no time. */
export function readLocalTime(text: string): number | null {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? null : at;
}
