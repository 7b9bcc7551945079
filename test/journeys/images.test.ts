import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { startImages, type ImagesProcess } from '../../worker/local/stack/images-process.ts';
import { connect } from '../../worker/local/tour/connect.ts';
import { noteSecret, notingApi } from '../support/deployment.ts';

const api = notingApi(inject('deployment'));
const scratch = mkdtempSync(join(tmpdir(), 'keyharbor-journey-'));
const token = `upstream-${crypto.randomUUID()}`;
let server: ImagesProcess;

beforeAll(async () => {
  noteSecret(token);
  server = await startImages({ scratch, token });
});
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
});

test('an image of one’s own server is made, found well, used by a real client, and closed to it', async () => {
  const { image } = await api.createImage({
    title: `own ${crypto.randomUUID().slice(0, 8)}`,
    environment: 'linux',
    url: `${server.url}/linux_latest/mcp`,
    credential: { in: 'header', name: 'Authorization', value: `Bearer ${token}` },
  });
  expect(await api.checkImage({ id: image.id })).toMatchObject({ code: null, era: 'stateless' });

  const { key, secret } = await api.createKey({ name: `journey ${crypto.randomUUID().slice(0, 8)}` });
  const { url } = await api.readAddress({ id: key.id, image: image.id });
  const client = await connect(url, secret);
  const answer = await client.callTool({ name: 'run_command', arguments: { command: 'echo pier' } });
  expect(JSON.stringify(answer.content)).toContain('pier');

  await api.disableImage({ id: image.id });
  await expect(client.listTools()).rejects.toThrow('image_disabled');
  await client.close();
});

test('a server that refuses the credential is told as such', async () => {
  const { image } = await api.createImage({
    title: `wrong ${crypto.randomUUID().slice(0, 8)}`,
    environment: 'linux',
    url: `${server.url}/linux_latest/mcp`,
  });
  expect(await api.checkImage({ id: image.id })).toMatchObject({ code: 'upstream_invalid', era: null });
});

test('the scheduled work runs by itself, and finds the built-in images well', async () => {
  await vi.waitFor(
    async () => {
      const { images } = await api.listImages({});
      for (const { health } of images.slice(0, 5)) expect(health).toMatchObject({ code: null });
    },
    { timeout: 90_000, interval: 500 },
  );
  const { jobs } = await api.listJobs({});
  expect(jobs.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
});
