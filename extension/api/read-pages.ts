/** What of a page says where the next one starts. */
interface Page {
  readonly next: string | null;
}

const wholePage = '100';

/** The pages of a list one after the other, at most `mostPages` of them. Rejects as `read` does. */
export async function readPages<Answer extends Page>(
  read: (ask: { limit: string; cursor?: string }) => Promise<Answer>,
  mostPages: number,
): Promise<readonly Answer[]> {
  const pages: Answer[] = [];
  let next: string | null | undefined;
  while (pages.length < mostPages && next !== null) {
    // oxlint-disable-next-line no-await-in-loop -- a page says where the next one starts
    const page = await read({ limit: wholePage, ...(next !== undefined && { cursor: next }) });
    pages.push(page);
    ({ next } = page);
  }
  return pages;
}
