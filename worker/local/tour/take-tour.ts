import type { Client as McpClient } from '@modelcontextprotocol/client';

import { mcpAddress } from '../../../shared/address/build.ts';
import { ApiError } from '../../../shared/api/api-error.ts';
import { defaultImages, type Image } from '../../../shared/image/image.ts';
import type { Stack } from '../stack/stack.ts';
import { connect } from './connect.ts';
import { callOneTool } from './tool-calls.ts';

/** One step of the tour: whether what it promises held. */
export interface StepResult {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  /** Only where it did not hold. */
  readonly why?: string;
}

/** What the steps hand on to each other. */
interface Walk {
  readonly stack: Pick<Stack, 'url' | 'api'>;
  key: { id: string; secret: string };
  client: McpClient | null;
  stream: Promise<string> | null;
}

type Step = readonly [name: string, run: (walk: Walk) => Promise<void>];

/**
 * The life of a key, on real parts: made, used on every image that Keyharbor brings, disabled under an open stream,
 * enabled, deleted. Images of one's own are left out: their servers may be away, and nothing here is broken then.
 *
 * Gives a result for each step to `onStep` as it comes; after the first that does not hold, no other is run.
 */
export async function takeTour(
  stack: Walk['stack'],
  onStep: (result: StepResult) => void,
): Promise<StepResult[]> {
  const walk: Walk = { stack, key: { id: '', secret: '' }, client: null, stream: null };
  const results: StepResult[] = [];
  for (const [name, run] of steps()) {
    const began = performance.now();
    const why = await run(walk).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const result = {
      name,
      ok: why === undefined,
      ms: Math.round(performance.now() - began),
      ...(why !== undefined && { why }),
    };
    results.push(result);
    onStep(result);
    if (why !== undefined) break;
  }
  await walk.client?.close();
  return results;
}

function steps(): Step[] {
  return [
    ['create a key', createKey],
    ['build its address', buildAddress],
    ...defaultImages.map((image): Step => [
      `list and call a tool on ${image.id}`,
      (walk) => useImage(walk, image),
    ]),
    ['open a long stream', openStream],
    [
      'disable the key',
      async ({ stack, key }) => expectStatus(await stack.api.disableKey({ id: key.id }), 'disabled'),
    ],
    ['the stream was cut', streamWasCut],
    ['the next request is refused', refused],
    [
      'enable the key',
      async ({ stack, key }) => expectStatus(await stack.api.enableKey({ id: key.id }), 'active'),
    ],
    ['it works again', async (walk) => useImage(walk, { id: 'linux_latest' })],
    [
      'deleting an enabled key is refused',
      async ({ stack, key }) => expectRefusal(stack.api.deleteKey({ id: key.id }), 'key_active'),
    ],
    ['disable and delete it', disableAndDelete],
    ['it is gone for good', isGone],
  ];
}

async function createKey(walk: Walk): Promise<void> {
  const made = await walk.stack.api.createKey({ name: `tour ${new Date().toISOString()}` });
  walk.key = { id: made.key.id, secret: made.secret };
}

async function buildAddress({ stack, key }: Walk): Promise<void> {
  const { url, usable } = await stack.api.readAddress({ id: key.id, image: 'linux_latest' });
  if (url !== mcpAddress(stack.url, { id: 'linux_latest' }) || !usable)
    throw new Error('the address is not usable');
}

async function useImage({ stack, key }: Walk, image: Pick<Image, 'id'>): Promise<void> {
  const client = await connect(mcpAddress(stack.url, image), key.secret);
  await callOneTool(client, image.id);
  await client.close();
}

/** A call that would run for ten minutes and reports its progress; open once the first report is there. */
async function openStream(walk: Walk): Promise<void> {
  const client = await connect(mcpAddress(walk.stack.url, { id: 'linux_latest' }), walk.key.secret);
  walk.client = client;
  await new Promise<void>((resolve, reject) => {
    const call = { name: 'run_command', arguments: { command: 'sleep 600', timeout_ms: 600_000 } };
    walk.stream = client.callTool(call, { onprogress: () => resolve(), timeout: 600_000 }).then(
      () => 'ended by itself',
      (error: unknown) => (error instanceof Error ? error.message : 'failed'),
    );
    void walk.stream.then((how) => reject(new Error(how)));
  });
}

async function streamWasCut({ stream }: Walk): Promise<void> {
  const how = await stream;
  if (how === null || !how.includes('The key is disabled')) throw new Error(`it ended with: ${how}`);
}

async function refused({ client }: Walk): Promise<void> {
  const why = await client?.listTools().then(
    () => 'accepted',
    (error: unknown) => String(error),
  );
  if (!why?.includes('key_disabled')) throw new Error(`the request was answered with: ${why}`);
}

async function disableAndDelete({ stack: { api }, key: { id } }: Walk): Promise<void> {
  expectStatus(await api.disableKey({ id }), 'disabled');
  expectStatus(await api.deleteKey({ id }), 'deleted');
}

async function isGone({ stack, key }: Walk): Promise<void> {
  const { api } = stack;
  for (const use of [api.readKey, api.revealKey, api.enableKey])
    await expectRefusal(use({ id: key.id }), 'key_deleted');
  const why = await connect(mcpAddress(stack.url, { id: 'linux_latest' }), key.secret).then(
    () => 'accepted',
    String,
  );
  if (!why.includes('invalid_key')) throw new Error(`a client was answered with: ${why}`);
}

function expectStatus({ key }: { key: { status: string } }, status: string): void {
  if (key.status !== status) throw new Error(`the key is ${key.status}`);
}

async function expectRefusal(answer: Promise<unknown>, code: string): Promise<void> {
  const got = await answer.then(
    () => 'accepted',
    (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
  );
  if (got !== code) throw new Error(`expected ${code}, got ${got}`);
}
