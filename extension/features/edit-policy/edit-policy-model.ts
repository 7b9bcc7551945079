import { computed, signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import { systemDefaultPolicy, type PolicyFields } from '../../../shared/policy/policy.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';
import { createExplainPolicyModel } from '../explain-policy/explain-policy-model.ts';
import { createReviewPolicyModel } from '../review-policy/review-policy-model.ts';
import { createTryPolicyModel } from '../try-policy/try-policy-model.ts';
import { checkDraft, draftOf, editIn, type PolicyDraft } from './policy-draft.ts';

export interface EditPolicyDeps {
  readonly client: Pick<
    Client,
    'readPolicy' | 'createPolicy' | 'editPolicy' | 'tryPolicy' | 'listPolicyVersions' | 'restorePolicy'
  >;
  /** `null`: a new one. */
  readonly id: string | null;
  /** A new one was made. */
  readonly created: (id: string) => void;
  readonly say: Say;
}

export type EditPolicyModel = ReturnType<typeof createEditPolicyModel>;

/** A policy being written: checked as it is typed, explained, tried on past calls, saved as its next version. */
export function createEditPolicyModel({ client, id, created, say }: EditPolicyDeps) {
  const remote = createRemote(
    async () => ({ policy: id === null ? null : await client.readPolicy({ id }) }),
    say,
  );
  const policy = computed(() => remote.value.value?.policy ?? null);
  const draft = signal<PolicyDraft | null>(null);
  const missed = signal(0);
  let before: PolicyFields = { ...systemDefaultPolicy, name: '' };
  const start = (fields: PolicyFields) => {
    before = fields;
    draft.value = draftOf(fields);
  };
  const checked = computed(() => (draft.value ? checkDraft(draft.value) : { fields: null, wrong: [] }));
  const fields = computed(() => checked.value.fields);
  const edit = async (changes: PolicyFields) => {
    if (policy.value === null) return created((await client.createPolicy(changes)).id);
    const { id: existing, rev } = policy.value;
    const answer = await client.editPolicy({ id: existing, rev, ...editIn(changes, before) });
    missed.value = answer.keys.missed;
    start(answer.policy);
  };
  const review =
    id === null ? null : createReviewPolicyModel({ client, id, policy, remote, restored: start, say });

  return {
    id,
    remote,
    policy,
    draft,
    /** Whether there is a draft that can be saved. */
    isRight: computed(() => fields.value !== null),
    /** Where the draft is wrong. */
    wrong: computed(() => checked.value.wrong),
    /** Keys that could not be told of the last edit. */
    missed,
    explain: createExplainPolicyModel({ fields }),
    /** `null` for a new one: there are no calls to try it on, and nothing to look back at. */
    trial: id === null ? null : createTryPolicyModel({ client, id, fields, say }),
    review,
    async read() {
      const isRead = await remote.read();
      if (isRead && draft.value === null) start(policy.value ?? before);
      await review?.versions.read();
    },
    write: (change: Partial<PolicyDraft>) => void (draft.value &&= { ...draft.value, ...change }),
    /** Never rejects: see `remote.failure`. What somebody else changed is told; after reading it, the draft can be saved. */
    async save() {
      const { value } = fields;
      if (value === null) return;
      const isDone = await remote.attempt(() => edit(value), 'saidPolicySaved', id ?? undefined);
      if (isDone) await review?.versions.read();
    },
  };
}
