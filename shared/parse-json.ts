/** What a JSON text says; `undefined` where it is none: JSON has no `undefined`, so that can mean nothing else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
