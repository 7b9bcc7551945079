import { digestOfLines, noAnchor, sealAnchor, type Anchor, type AnchorHead } from '../audit/anchor.ts';
import { createAnchorTable } from '../audit/anchor-table.ts';
import { orThrow } from '../http/problem.ts';
import { log } from '../log.ts';
import { askDirectory } from '../people/ask-directory.ts';
import { keyring } from '../secrets/keyring.ts';
import type { Job } from './job.ts';

const hourMs = 3_600_000;

/** Lines that one anchor vouches for at most; where more wait, the next minute brings another anchor. */
const most = 5_000;

/**
 * Each hour in which something was written, an anchor over it. The directory is told which one is the last, so that the
 * newest lines and anchors cannot be taken away together; the log is, too, for whoever keeps logs elsewhere.
 */
export const anchorAudit: Job = {
  name: 'anchor-audit',
  run: async ({ env, now }) => {
    const table = createAnchorTable(env.RECORD);
    const last = await table.last();
    const head = await headOf(last, env);
    if (last !== null && last.lines < most && now - last.at < hourMs) return null;
    const lines = await table.lines(last?.upto ?? 0, Number.MAX_SAFE_INTEGER, most);
    const end = lines.at(-1);
    if (end === undefined) return null;
    const number = Math.max(head.number, last?.number ?? 0) + 1; // What somebody else put there does not stop us.
    const about = { number, at: now, upto: end.place, lines: lines.length, prev: head.mac };
    const anchor = await sealAnchor({ ...about, digest: await digestOfLines(lines) }, await keyring(env));
    await table.insert(anchor);
    await tell(anchor, env);
    return null;
  },
};

/** What the next anchor follows: the directory is believed, but for an anchor of ours that it was not told of. */
async function headOf(last: Anchor | null, env: Env): Promise<AnchorHead> {
  const known = orThrow(await askDirectory(env, (directory) => directory.readAnchorHead())) ?? noAnchor;
  if (last === null || last.number <= known.number) return known;
  const { mac } = await sealAnchor(last, await keyring(env));
  if (mac !== last.mac) return known;
  await tell(last, env);
  return last;
}

async function tell({ number, mac }: Anchor, env: Env): Promise<void> {
  log({ event: 'audit_anchor', anchor: number, mac });
  orThrow(await askDirectory(env, (directory) => directory.noteAnchorHead({ number, mac })));
}
