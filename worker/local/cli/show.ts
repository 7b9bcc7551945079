/** What a table shows of a thing, where it has it. */
const columns = 'id name label status image title action subject actor version at createdAt'.split(' ');

/** An answer for people: a table for each list in it, a line for each other field. */
export function show(answer: unknown): string {
  if (!isObject(answer)) return `${said(answer)}\n`;
  if (Array.isArray(answer)) return table(answer.filter(isObject));
  const lists = Object.entries(answer).filter(([, value]) => Array.isArray(value));
  const plain = Object.entries(answer).filter(([, value]) => !Array.isArray(value) && value !== null);
  const tables = lists.map(([, list]) => table((list as unknown[]).filter(isObject))); // Filtered above.
  return [lines(plain), ...tables].filter((part) => part !== '').join('\n');
}

function lines(fields: readonly (readonly [string, unknown])[]): string {
  const flat = fields.flatMap(([name, value]) =>
    isObject(value) && !Array.isArray(value) ? Object.entries(value) : [[name, value] as const],
  );
  const width = Math.max(0, ...flat.map(([name]) => name.length));
  return flat.map(([name, value]) => `${name.padEnd(width)}  ${said(value, name)}\n`).join('');
}

function table(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const [first] = rows;
  if (first === undefined) return 'None.\n';
  const known = columns.filter((name) => name in first);
  const names = known.length > 0 ? known : Object.keys(first);
  const cells = [names, ...rows.map((row) => names.map((name) => said(row[name], name)))];
  const widths = names.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}

/** One value in one line; signs that could steer a terminal are spelt out. */
function said(value: unknown, name = ''): string {
  if (typeof value === 'number' && /(?:^a|A)t$/.test(name)) return new Date(value).toISOString();
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
