import { contract, operationNames } from '../../shared/api/contract.ts';
import { errorCodes, errors, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorEntry } from '../../shared/errors/entry.ts';
import { refusalsOf } from '../openapi/refusals-of.ts';
import { escape, type Page } from './page.ts';

/** Whether asking again, unchanged, can help: by what HTTP says of the status. */
function retry(status: number): string {
  if (status === 429 || status === 503) return 'Yes, after the seconds in Retry-After.';
  if (status === 500) return 'Maybe: once. If it lasts, report the request id.';
  if (status === 200) return 'Maybe: the hint says what to check before.';
  if (status === 409 || status === 412) return 'Not as it is: something else has to change first.';
  return 'No: the request has to change.';
}

/** Who is told it. */
function where(code: ErrorCode, { rpc }: ErrorEntry): string {
  const names = operationNames.filter((name) => refusalsOf(contract[name]).includes(code));
  const called = rpc === undefined ? [] : ['a call to an MCP address'];
  const listed = names.length === operationNames.length ? ['any operation of the API'] : names.map(quote);
  const all = [...called, ...listed];
  return all.length === 0 ? 'Any request.' : `${all.join(', ')}.`;
}

const quote = (text: string) => `<code>${escape(text)}</code>`;

/** The page of one refusal: what it is, when it is met, what to do, whether to try again. */
export function errorPageOf(code: ErrorCode): Page {
  const entry: ErrorEntry = errors[code];
  const rows: readonly (readonly [string, string])[] = [
    ['Code', quote(code)],
    ['HTTP status', String(entry.status)],
    ...(entry.rpc === undefined ? [] : [['JSON-RPC code', String(entry.rpc)] as const]),
    ['Who is told it', where(code, entry)],
    ['What to do', escape(entry.hint)],
    ['Try again?', retry(entry.status)],
  ];
  const list = rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join('');
  return { title: entry.title, main: `<h1>${escape(entry.title)}</h1><dl>${list}</dl>` };
}

/** All refusals, in the order of the catalogue. */
export function errorIndex(): Page {
  const head =
    '<tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What it says</th></tr>';
  const table = `<table><thead>${head}</thead><tbody>${errorCodes.map(row).join('')}</tbody></table>`;
  return { title: 'Refusals', main: `<h1>Refusals</h1>${table}` };
}

function row(code: ErrorCode): string {
  const { status, title } = errors[code];
  const link = `<a href="/docs/errors/${code}">${quote(code)}</a>`;
  return `<tr><td>${link}</td><td>${status}</td><td>${escape(title)}</td></tr>`;
}
