import type { Client } from '@modelcontextprotocol/client';

/** A call that does real work on each default image, and what its answer must show. */
const calls: Readonly<Record<string, { name: string; arguments: Record<string, unknown>; shows: RegExp }>> = {
  linux_latest: { name: 'run_command', arguments: { command: 'echo $((6 * 7))' }, shows: /42/ },
  windows_latest: {
    name: 'write_file',
    arguments: { path: 'C:\\Users\\agent\\hello.txt', content: 'hello' },
    shows: /hello\.txt/,
  },
  code_latest: {
    name: 'run_code',
    arguments: { language: 'javascript', code: 'console.log(6 * 7)' },
    shows: /42/,
  },
  browser_latest: { name: 'browser_navigate', arguments: { url: 'about:blank' }, shows: /about:blank/ },
  mobile_latest: { name: 'browser_navigate', arguments: { url: 'about:blank' }, shows: /about:blank/ },
};

/**
 * Lists an image's tools and calls one; gives its name. Throws where the answer does not show the work.
 *
 * Without a browser on this machine the two browser images offer one tool that says so: saying so is then
 * what must hold.
 */
export async function callOneTool(client: Client, image: string): Promise<string> {
  const { tools } = await client.listTools();
  const wanted = calls[image];
  const offered = tools.find(({ name }) => name === wanted?.name) ?? tools[0];
  if (wanted === undefined || offered === undefined) throw new Error(`${image} offers no tool to call`);
  const isWanted = offered.name === wanted.name;
  const answer = await client.callTool({ name: offered.name, arguments: isWanted ? wanted.arguments : {} });
  const shown = isWanted ? wanted.shows : /browser/i;
  if (!shown.test(JSON.stringify(answer.content)))
    throw new Error(`${image}: ${offered.name} did not do its work`);
  return offered.name;
}
