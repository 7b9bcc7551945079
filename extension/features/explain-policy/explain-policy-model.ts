import { computed, signal, type ReadonlySignal } from '@preact/signals';
import * as v from 'valibot';

import type { ErrorCode } from '../../../shared/errors.ts';
import type { WantKind } from '../../../shared/policy/ask.ts';
import { evaluate, type Reason } from '../../../shared/policy/evaluate.ts';
import { policyOf, type PolicyFields } from '../../../shared/policy/policy.ts';

/** A call to try, as it stands in a form. */
export interface Trying {
  readonly image: string;
  readonly ip: string;
  readonly kind: WantKind;
  readonly name: string;
  /** JSON; empty: none. */
  readonly args: string;
}

export type Explained =
  | { readonly kind: 'not_readable' }
  | ({ readonly kind: 'judged'; readonly code: ErrorCode | null } & Partial<Reason>);

const argumentsSchema = v.record(v.string(), v.unknown());
const reasonSchema = v.object({
  rule: v.string(),
  pattern: v.nullable(v.string()),
  pointer: v.nullable(v.string()),
});

export type ExplainPolicyModel = ReturnType<typeof createExplainPolicyModel>;

/** Judges a made-up call by a draft, in this page and with the very function that judges real ones. */
export function createExplainPolicyModel({ fields }: { fields: ReadonlySignal<PolicyFields | null> }) {
  const trying = signal<Trying>({ image: '', ip: '', kind: 'tool', name: '', args: '' });

  return {
    trying,
    write(change: Partial<Trying>) {
      trying.value = { ...trying.value, ...change };
    },
    /** `code` is `null` where the call would pass; all of it is `null` while the draft is wrong or nothing is tried. */
    explained: computed((): Explained | null => {
      const { image, ip, kind, name, args } = trying.value;
      if (fields.value === null || image === '' || name === '') return null;
      const read = readArguments(args);
      if (read === null) return { kind: 'not_readable' };
      const decided = evaluate(policyOf('pol_draft', 1, fields.value), {
        image,
        ip: ip.trim() === '' ? null : ip.trim(),
        wants: [{ kind, name, arguments: read }],
      });
      if (decided.ok) return { kind: 'judged', code: null, ...decided.value };
      const reason = v.safeParse(reasonSchema, decided.detail);
      return { kind: 'judged', code: decided.code, ...(reason.success && reason.output) };
    }),
  };
}

function readArguments(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {};
  try {
    const read = v.safeParse(argumentsSchema, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null; // No JSON: the form says so.
  }
}
