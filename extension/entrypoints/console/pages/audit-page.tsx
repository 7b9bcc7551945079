import { ReadAudit } from '../../../features/read-audit/read-audit.tsx';
import { createReadAuditModel } from '../../../features/read-audit/read-audit-model.ts';
import { saveFile } from '../../../platform/save-file.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** What was done, by whom, and whether the record of it is whole. */
export function AuditPage({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, now, policies } = model;
  const audit = useModel(
    () => createReadAuditModel({ client, say, saveFile }),
    ({ remote }) => Promise.all([remote.read(), policies.read()]), // Policies are told by name.
    [model],
  );
  return <ReadAudit model={audit} now={now()} />;
}
