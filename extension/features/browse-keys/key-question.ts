import type * as v from 'valibot';

import type { keyFilterSchema, KeySort } from '../../../shared/key/filter.ts';

export const keyStates = ['', 'active', 'disabled', 'exposed'] as const;
export const expiringTimes = ['', '7', '30', '90'] as const;
export const unusedTimes = ['', '30', '90', 'never'] as const;

/** Which keys are looked at and in which order, as it stands in a form; empty texts ask for nothing. */
export interface KeyQuestion {
  readonly search: string;
  readonly status: (typeof keyStates)[number];
  readonly policy: string;
  readonly image: string;
  readonly tag: string;
  /** Days until they expire, at most. */
  readonly expiring: (typeof expiringTimes)[number];
  /** Days since they were used, at least. */
  readonly unused: (typeof unusedTimes)[number];
  readonly sort: KeySort;
}

export const everyKey: KeyQuestion = {
  search: '',
  status: '',
  policy: '',
  image: '',
  tag: '',
  expiring: '',
  unused: '',
  sort: 'created',
};

/** What to ask the Worker for, be it to list keys or to change them. */
export type KeysAsked = v.InferInput<typeof keyFilterSchema>;

export function filterIn(question: KeyQuestion): KeysAsked {
  const { status, policy, image, expiring, unused } = question;
  const [search, tag] = [question.search.trim(), question.tag.trim()];
  return {
    ...(search !== '' && { search }),
    ...(tag !== '' && { tag }),
    ...(policy !== '' && { policy }),
    ...(image !== '' && { image }),
    ...(expiring !== '' && { expiringDays: expiring }),
    ...(status === 'exposed' ? { exposed: true } : status !== '' && { status }),
    ...(unused === 'never' ? { neverUsed: true } : unused !== '' && { unusedDays: unused }),
  };
}

/** How many filters are set, the search aside. */
export function filtersIn(question: KeyQuestion): number {
  return Object.keys(filterIn({ ...question, search: '' })).length;
}
