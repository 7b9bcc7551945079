import { signal, type ReadonlySignal } from '@preact/signals';

/** What a form holds until it is sent. */
export interface DraftForm<Draft> {
  /** `null`: no form is open. */
  readonly draft: ReadonlySignal<Draft | null>;
  /** Opens the form where none is. */
  readonly write: (edit: Partial<Draft>) => void;
  readonly cancel: () => void;
  /** Sends it; the form stays open, with all that is in it, where that did not go well. */
  readonly save: () => Promise<void>;
}

/** `empty`: what a new form holds. `send` says whether it went well. */
export function createDraftForm<Draft extends object>(
  empty: () => Draft,
  send: (draft: Draft) => Promise<boolean>,
): DraftForm<Draft> {
  const draft = signal<Draft | null>(null);
  return {
    draft,
    write: (edit) => void (draft.value = { ...(draft.value ?? empty()), ...edit }),
    cancel: () => void (draft.value = null),
    async save() {
      const { value } = draft;
      if (value !== null && (await send(value))) draft.value = null;
    },
  };
}
