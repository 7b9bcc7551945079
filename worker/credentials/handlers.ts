import type { Handlers } from '../../shared/api/contract.ts';
import type { credentialOperations } from '../../shared/api/operations/credentials.ts';
import { tokensIn } from '../../shared/credential/tokens-in.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem } from '../http/problem.ts';
import { askImage } from '../images/ask-image.ts';
import { askGate } from '../keys/ask-gate.ts';
import { reportLeak } from '../leaks/report-leak.ts';
import { reachesKey } from '../people/reaches-key.ts';
import { keyring } from '../secrets/keyring.ts';
import { nameCredential, type Named } from '../secrets/name-credential.ts';

export const credentialHandlers: Pick<Handlers<Context>, keyof typeof credentialOperations> = {
  verifyKey: async ({ credential, image, tool, arguments: args, ip = null }, { env, principal }) => {
    const named = await nameCredential(credential.trim(), ['apiKey', 'ticket'], await keyring(env));
    if (named === null || !(await reachesKey(named.keyId, 'keys.read', principal, env)))
      return refused('invalid_key');
    const wants = tool === undefined ? [] : [{ kind: 'tool', name: tool, arguments: args } as const];
    const ask = { ...named, image, ip, wants };
    const { code, reason, policy } = orThrow(await askGate(named.keyId, env, (gate) => gate.verify(ask)));
    const { rule = null, pattern = null, pointer = null } = reason ?? {};
    const verdict = { passes: code === null, code, policy, rule, pattern, pointer };
    return verdict.passes ? imageVerdict(image, named.keyId, verdict, env) : verdict;
  },
  findCredential: async ({ text }, { env, principal }) => {
    const named = await firstIn(text, env);
    if (named === null || !(await reachesKey(named.keyId, 'keys.read', principal, env)))
      throw new Problem('credential_not_found');
    return orThrow(await askGate(named.keyId, env, (gate) => gate.recognise(named)));
  },
  reportLeaks: async ({ leaks }, context) => {
    const { env, principal } = context;
    const isTheirs = (key: string) => reachesKey(key, 'keys.report', principal, env);
    const results = [];
    for (const { token } of leaks) {
      const leaked = await reportLeak(token, by(context), env, isTheirs);
      results.push({ key: leaked?.keyId ?? null, ticket: leaked?.ticket ?? null });
    }
    return { leaks: results };
  },
};

async function firstIn(text: string, env: Env): Promise<Named | null> {
  const keys = await keyring(env);
  for (const token of tokensIn(text)) {
    const named = await nameCredential(token, ['apiKey', 'ticket'], keys);
    if (named !== null) return named;
  }
  return null;
}

/** The key's gate has nothing against the call; what the image's says. */
async function imageVerdict<Verdict>(id: string, keyId: string, verdict: Verdict, env: Env) {
  const image = await askImage(id, env, (gate) => gate.admit());
  if (!image.ok) return refused(image.code);
  const { projectId } = image.value;
  if (projectId === null) return verdict;
  const key = await askGate(keyId, env, (gate) => gate.read());
  return key.ok && key.value.projectId === projectId ? verdict : refused('image_not_allowed');
}

function refused(code: ErrorCode) {
  return { passes: false, code, policy: null, rule: null, pattern: null, pointer: null };
}
