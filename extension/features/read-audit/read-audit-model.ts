import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import { readPages } from '../../api/read-pages.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';
import { askedIn, noFilter, type AuditFilter } from './audit-filter.ts';
import { createCheckAuditModel } from './check-audit-model.ts';

export interface ReadAuditDeps {
  readonly client: Pick<Client, 'listAudit' | 'readAuditCheck' | 'readAnchorCheck' | 'readAuditExport'>;
  readonly saveFile: (name: string, text: string) => void;
  readonly say: Say;
}

export type ReadAuditModel = ReturnType<typeof createReadAuditModel>;

/** The audit: looked through, checked, taken along. */
export function createReadAuditModel({ client, saveFile, say }: ReadAuditDeps) {
  const filter = signal<AuditFilter>(noFilter);
  const pages = signal(1);
  const hasMore = signal(false);
  const remote = createRemote(async () => {
    const asked = askedIn(filter.value);
    const read = await readPages((page) => client.listAudit({ ...asked, ...page }), pages.value);
    hasMore.value = (read.at(-1)?.next ?? null) !== null;
    return read.flatMap(({ lines }) => lines);
  }, say);
  const exported = createRemote(async () => {
    const lines = await client.readAuditExport(askedIn(filter.value));
    saveFile('audit.jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return lines.length;
  }, say);

  return {
    filter,
    /** The newest lines that fit the filter. */
    remote,
    hasMore,
    check: createCheckAuditModel({ client, say }),
    /** `read` saves all lines that fit the filter as a file; `value` is how many they were. */
    exported,
    write(change: Partial<AuditFilter>) {
      filter.value = { ...filter.value, ...change };
    },
    /** Reads by the filter as it now is. */
    async search() {
      pages.value = 1;
      await remote.read();
    },
    async more() {
      pages.value += 1;
      await remote.read();
    },
  };
}
