import type { Failure } from '../api/failure.ts';
import { failureMessage } from './failure-message.ts';
import { useTranslate } from './messages.ts';

/** Why something did not happen, and what to do next. */
export function FailureText({ failure, id }: { failure: Failure; id?: string }) {
  const t = useTranslate();
  return (
    <p class="failure" {...(id !== undefined && { id })}>
      {t(failureMessage(failure))}
    </p>
  );
}
