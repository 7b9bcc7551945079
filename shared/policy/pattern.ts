/**
 * Whether `text` reads as `pattern` says, in which `*` stands for any run of characters, none too. Everything else
 * stands for itself; case counts.
 *
 * Takes time linear in both, whatever they are: the pieces between stars are looked for one after the other, each
 * without ever going back in the text (Knuth, Morris and Pratt).
 */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...pieces] = pattern.split('*');
  const last = pieces.pop();
  if (last === undefined) return pattern === text;
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const piece of pieces) {
    from = endOfNext(piece, text, from, end);
    if (from < 0) return false;
  }
  return true;
}

/** Where the next `piece` in `text` ends, looked for between `from` and `end`; -1 where there is none. */
function endOfNext(piece: string, text: string, from: number, end: number): number {
  if (piece === '') return from;
  const back = fallbacks(piece);
  let met = 0;
  for (let at = from; at < end; at += 1) {
    met = grown(piece, back, met, text.charAt(at));
    if (met === piece.length) return at + 1;
  }
  return -1;
}

/** For each length that was met: the longest shorter start of `piece` that it also ends with. */
function fallbacks(piece: string): number[] {
  const back = [0, 0];
  for (let at = 1; at < piece.length; at += 1) back.push(grown(piece, back, back[at] ?? 0, piece.charAt(at)));
  return back;
}

/** How much of `piece` is met once `next` comes after `met` characters of it. */
function grown(piece: string, back: readonly number[], met: number, next: string): number {
  let length = met;
  while (length > 0 && piece.charAt(length) !== next) length = back[length] ?? 0;
  return piece.charAt(length) === next ? length + 1 : 0;
}
