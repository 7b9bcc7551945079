import { writeDiagnostics } from '../../../features/show-diagnostics/diagnostics.ts';
import { ShowDiagnostics } from '../../../features/show-diagnostics/show-diagnostics.tsx';
import { useLocale } from '../../../ui/messages.ts';
import type { ConsoleProps } from '../console-props.ts';

/** What to send along when something does not work. */
export function DiagnosticsPage({ model, preferences, about, address }: ConsoleProps) {
  const locale = useLocale();
  const { list, deployment, copyText } = model;
  const text = writeDiagnostics({
    ...about,
    locale,
    address,
    preferences: preferences.chosen.value,
    deployment: deployment.value,
    keys: list.rows.value.length,
    lastFailure: list.failure.value,
  });
  return <ShowDiagnostics text={text} writeClipboard={copyText} />;
}
