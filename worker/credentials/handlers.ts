import type { Handlers } from '../../shared/api/contract.ts';
import type { credentialOperations } from '../../shared/api/operations/credentials.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem } from '../http/problem.ts';
import { findImage } from '../images/catalogue.ts';
import { askGate } from '../keys/ask-gate.ts';
import { reportLeak } from '../leaks/report-leak.ts';
import { tokensIn } from '../leaks/tokens-in.ts';
import { keyring } from '../secrets/keyring.ts';
import { nameCredential, type Named } from '../secrets/name-credential.ts';

export const credentialHandlers: Pick<Handlers<Context>, keyof typeof credentialOperations> = {
  verifyKey: async ({ credential, image, tool, arguments: args, ip = null }, { env }) => {
    const named = await nameCredential(credential.trim(), ['apiKey', 'ticket'], await keyring(env));
    if (named === null) return refused('invalid_key');
    const wants = tool === undefined ? [] : [{ kind: 'tool', name: tool, arguments: args } as const];
    const ask = { ...named, image, ip, wants };
    const { code, reason, policy } = orThrow(await askGate(named.keyId, env, (gate) => gate.verify(ask)));
    if (code === null && findImage(image) === undefined) return refused('image_not_allowed');
    const { rule = null, pattern = null, pointer = null } = reason ?? {};
    return { passes: code === null, code, policy, rule, pattern, pointer };
  },
  findCredential: async ({ text }, { env }) => {
    const named = await firstIn(text, env);
    if (named === null) throw new Problem('credential_not_found');
    return orThrow(await askGate(named.keyId, env, (gate) => gate.recognise(named)));
  },
  reportLeaks: async ({ leaks }, context) => {
    const results = [];
    for (const { token } of leaks) {
      const leaked = await reportLeak(token, by(context), context.env);
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

function refused(code: 'invalid_key' | 'image_not_allowed') {
  return { passes: false, code, policy: null, rule: null, pattern: null, pointer: null };
}
