import { expect, test } from 'vitest';

import { ManageImages } from '../../extension/features/manage-images/manage-images.tsx';
import { createManageImagesModel } from '../../extension/features/manage-images/manage-images-model.ts';
import { ApiError } from '../../shared/api/api-error.ts';
import type { Output } from '../../shared/api/contract.ts';
import { givenClient, today } from './support/givens.ts';
import { renderPage } from './support/render-page.tsx';
import { allByRole, byRole, findByRole, findText, press, type, until } from './support/screen.ts';

type Listed = Output<'listImages'>['images'][number];
const image: Listed = {
  id: 'imgc-aaaaaaaaaaaaaaaa',
  title: 'Browserless',
  environment: 'browser',
  projectId: 'prj_default',
  enabled: true,
  url: 'https://mcp.acme.example/mcp',
  transport: 'streamable-http',
  credential: null,
  hasCredential: false,
  channel: 'latest',
  note: '',
  release: null,
  rev: 1,
  createdAt: today,
  changedAt: today,
  health: null,
};

function givenImages(...first: Listed[]) {
  const world = { images: first, sent: [] as unknown[], changes: 0 };
  const put = (edit: Partial<Listed>) => {
    world.images = world.images.map((each) => ({ ...each, ...edit, rev: each.rev + 1 }));
    return { image: world.images[0] ?? image, record: 'written' as const };
  };
  const client = givenClient({
    listImages: async () => ({ images: world.images }),
    createImage: async (sent) => {
      world.sent.push(sent);
      world.images = [...world.images, image];
      return { image, record: 'written' };
    },
    editImage: async ({ id, rev, ...edit }) => {
      if (rev !== world.images[0]?.rev) throw new ApiError('revision_mismatch');
      world.sent.push({ id, ...edit });
      return put(edit as Partial<Listed>);
    },
    createAgentBayImages: async (sent) => {
      world.sent.push(sent);
      return { images: [] };
    },
    disableImage: async () => put({ enabled: false }),
    enableImage: async () => put({ enabled: true }),
    deleteImage: async () => {
      world.images = [];
      return { image, record: 'written' };
    },
    checkImage: async () => {
      const health = { checkedAt: today, code: null, latencyMs: 12, era: 'legacy' as const };
      put({ health });
      return health;
    },
  });
  const model = createManageImagesModel({ client, say: () => {}, changed: () => void (world.changes += 1) });
  renderPage(<ManageImages model={model} now={today} />);
  void model.remote.read();
  return { world, model };
}

test('an image is checked, and tells how it is', async () => {
  givenImages(image);
  await findText('Not checked yet');
  byRole('button', 'Check Browserless').click();
  await findText('Well, 12 ms');
});

test('a form that opens takes the focus, and whoever leaves it is back where they were', async () => {
  givenImages(image);
  const opener = await findByRole('button', 'New image');
  opener.focus();
  opener.click();
  const name = await findByRole('textbox', 'Name');
  expect(document.activeElement).toBe(name);
  byRole('button', 'Cancel').click();
  await until(() => expect(allByRole('form')).toEqual([]));
  expect(document.activeElement).toBe(opener);
});

test('a question that is answered with no gives the focus back to what asked it', async () => {
  givenImages(image);
  (await findByRole('button', 'Disable Browserless')).click();
  const no = await findByRole('button', 'Cancel');
  expect(document.activeElement).toBe(no);
  press('Escape', no);
  await until(() => expect(document.activeElement).toBe(byRole('button', 'Disable Browserless')));
});

test('an image that does not work says since when, what is wrong and what to do, in words', async () => {
  const health = {
    checkedAt: today - 5 * 60_000,
    code: 'upstream_redirect',
    latencyMs: 12,
    era: null,
  } as const;
  givenImages({ ...image, health });
  await findText('Not working');
  await findText('5 minutes ago');
  await findText('Correct its address in the console, under Images.');
  expect(document.body.textContent).not.toContain('upstream_');
});

test('an image is disabled after a yes, and only then can be removed', async () => {
  const { world } = givenImages(image);
  (await findByRole('button', 'Disable Browserless')).click();
  expect(allByRole('button', 'Remove Browserless')).toEqual([]);
  (await findByRole('button', 'Yes: Disable Browserless')).click();
  (await findByRole('button', 'Remove Browserless')).click();
  (await findByRole('button', 'Yes: Remove Browserless')).click();
  await findText('No images.');
  expect(world.changes).toBe(2);
});

test('a new image is made with its credential, which the form then forgets', async () => {
  const { world, model } = givenImages();
  await findText('No images.');
  byRole('button', 'New image').click();
  type(await findByRole('textbox', 'Name'), 'Browserless');
  model.write({ url: 'https://mcp.acme.example/mcp', place: 'header', value: 'Bearer s3cret' });
  await until(() => expect(model.draft.value?.title).toBe('Browserless'));
  await model.save();
  expect(world.sent).toMatchObject([
    { title: 'Browserless', credential: { in: 'header', name: 'Authorization', value: 'Bearer s3cret' } },
  ]);
  expect(model.draft.value).toBe(null);
});

test('the images of an AgentBay account are made from its key', async () => {
  const { world, model } = givenImages();
  await until(() => expect(model.remote.busy.value).toBe(false));
  byRole('button', 'From AgentBay').click();
  type(await findByRole('textbox', 'API key of AgentBay'), 'akm-12345678');
  byRole('button', 'Save').click();
  await until(() => expect(world.sent).toEqual([{ apiKey: 'akm-12345678', region: 'intl' }]));
});

test('an image is changed; its credential is kept unless another one is given', async () => {
  const { world, model } = givenImages({
    ...image,
    hasCredential: true,
    credential: { in: 'query', name: 'key' },
  });
  (await findByRole('button', 'Edit Browserless')).click();
  type(await findByRole('textbox', 'Name'), 'Browsers');
  await until(() => expect(model.draft.value?.title).toBe('Browsers'));
  byRole('button', 'Save').click();
  await until(() => expect(model.draft.value).toBe(null));
  expect(world.sent[0]).toMatchObject({ id: image.id, title: 'Browsers' });
  expect(world.sent[0]).not.toHaveProperty('credential');
  (await findByRole('button', 'Edit Browsers')).click();
  model.write({ place: 'query', value: 's3cret' });
  await model.save();
  expect(world.sent[1]).toMatchObject({ credential: { in: 'query', name: 'key', value: 's3cret' } });
  (await findByRole('button', 'Edit Browsers')).click();
  model.write({ place: 'none' });
  await model.save();
  expect(world.sent[2]).toMatchObject({ credential: null });
});

test('an image that somebody else changed meanwhile stays as it is, and the draft with it', async () => {
  const { world, model } = givenImages(image);
  (await findByRole('button', 'Edit Browserless')).click();
  world.images = world.images.map((each) => ({ ...each, rev: 7 }));
  await model.save();
  await findText('It was changed meanwhile');
  expect(model.remote.about.value).toBe(image.id);
  expect(model.draft.value).not.toBe(null);
});
