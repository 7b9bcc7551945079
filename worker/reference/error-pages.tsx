import { contract, operationNames } from '../../shared/api/contract.ts';
import { errorCodes, errors, type ErrorCode } from '../../shared/errors.ts';
import type { ErrorEntry } from '../../shared/errors/entry.ts';
import { signInErrors } from '../../shared/errors/sign-in.ts';
import { refusalsOf } from '../openapi/refusals-of.ts';
import type { Page } from '../pages/document.tsx';

/** Whether asking again, unchanged, can help: by what HTTP says of the status. */
function retry(status: number): string {
  if (status === 429 || status === 503) return 'Yes, after the seconds in Retry-After.';
  if (status === 500) return 'Maybe: once. If it lasts, report the request id.';
  if (status === 200) return 'Maybe: the hint says what to check before.';
  if (status === 409 || status === 412) return 'Not as it is: something else has to change first.';
  return 'No: the request has to change.';
}

/** Who is told it. */
function where(code: ErrorCode, { rpc }: ErrorEntry) {
  if (Object.hasOwn(signInErrors, code)) return 'People, on the pages they sign in on.';
  const names = operationNames.filter((name) => refusalsOf(contract[name]).includes(code));
  const called = rpc === undefined ? [] : ['a call to an MCP address'];
  const listed =
    names.length === operationNames.length
      ? ['any operation of the API']
      : names.map((name) => <code>{name}</code>);
  const all = [...called, ...listed];
  return all.length === 0
    ? 'Any request.'
    : [...all.flatMap((each, at) => (at === 0 ? [each] : [', ', each])), '.'];
}

/** The page of one refusal: what it is, when it is met, what to do, whether to try again. */
export function errorPageOf(code: ErrorCode): Page {
  const entry: ErrorEntry = errors[code];
  const main = (
    <>
      <h1>{entry.title}</h1>
      <dl>
        <dt>Code</dt>
        <dd>
          <code>{code}</code>
        </dd>
        <dt>HTTP status</dt>
        <dd>{entry.status}</dd>
        {entry.rpc === undefined ? null : (
          <>
            <dt>JSON-RPC code</dt>
            <dd>{entry.rpc}</dd>
          </>
        )}
        <dt>Who is told it</dt>
        <dd>{where(code, entry)}</dd>
        <dt>What to do</dt>
        <dd>{entry.hint}</dd>
        <dt>Try again?</dt>
        <dd>{retry(entry.status)}</dd>
      </dl>
    </>
  );
  return { title: entry.title, top: <Links />, main };
}

/** All refusals, in the order of the catalogue. */
export function errorIndex(): Page {
  const main = (
    <>
      <h1>Refusals</h1>
      <table>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">What it says</th>
          </tr>
        </thead>
        <tbody>
          {errorCodes.map((code) => (
            <Row code={code} />
          ))}
        </tbody>
      </table>
    </>
  );
  return { title: 'Refusals', top: <Links />, main };
}

function Row({ code }: { code: ErrorCode }) {
  const { status, title } = errors[code];
  return (
    <tr>
      <td>
        <a href={`/docs/errors/${code}`}>
          <code>{code}</code>
        </a>
      </td>
      <td>{status}</td>
      <td>{title}</td>
    </tr>
  );
}

function Links() {
  return (
    <nav>
      <a href="/docs">API reference</a> · <a href="/docs/errors">Refusals</a>
    </nav>
  );
}
