import * as v from 'valibot';

import { checkJsonType, readBytes } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { reportLeak } from './report-leak.ts';
import { isSigned } from './signature.ts';

export const partnerPath = '/leaks/report';

const largestBody = 256 * 1024;

/** As GitHub's secret scanning partner programme sends it; `type` is the name of the pattern that matched. */
const reportSchema = v.pipe(
  v.array(v.object({ token: v.pipe(v.string(), v.maxLength(4096)), type: v.string() })),
  v.maxLength(100),
);

/**
 * Takes the report of a secret scanner: a JSON array of `{ token, type, url, source }`, signed as GitHub signs it
 * (`Github-Public-Key-Identifier`, `Github-Public-Key-Signature`) by a reporter of `LEAK_REPORTERS`.
 *
 * Only a reporter is told which tokens are real, as the protocol wants it; without its signature nothing is looked at.
 * Throws `authentication_required`, `method_not_allowed`, `invalid_json` and the refusals of bodies.
 */
export async function takeReport(request: Request, env: Env, requestId: string): Promise<Response> {
  if (request.method !== 'POST') throw new Problem('method_not_allowed', { headers: { allow: 'POST' } });
  checkJsonType(request);
  const body = await readBytes(request, largestBody);
  const keyId = request.headers.get('github-public-key-identifier') ?? '';
  const signature = request.headers.get('github-public-key-signature') ?? '';
  if (!(await isSigned(body, { keyId, signature }, env.LEAK_REPORTERS)))
    throw new Problem('authentication_required');
  const by = { actor: `reporter:${keyId.slice(0, 64)}`, device: null, requestId };
  const answers = [];
  for (const { token, type } of read(body)) {
    const leaked = await reportLeak(token, by, env); // One after the other: a report is no reason to hurry many gates.
    const label = leaked === null ? 'false_positive' : 'true_positive';
    answers.push({ token_hash: await hash(token), token_type: type, label });
  }
  return Response.json(answers, { headers: { 'cache-control': 'no-store' } });
}

function read(body: Uint8Array) {
  const text = new TextDecoder().decode(body);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), reportSchema), text);
  if (!parsed.success) throw new Problem('invalid_json');
  return parsed.output;
}

/** SHA-256 in base64: the report's answer names a token without holding it. */
async function hash(token: string): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return btoa(String.fromCharCode(...new Uint8Array(sum)));
}
