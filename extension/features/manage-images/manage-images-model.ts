import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { transports } from '../../../shared/image/fields.ts';
import type { Environment } from '../../../shared/image/image.ts';
import type { ImageView } from '../../../shared/image/image-view.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';

/** An image of one's own, as it stands in a form. */
export interface ImageDraft {
  readonly title: string;
  readonly environment: Environment;
  readonly url: string;
  readonly transport: (typeof transports)[number];
  /** The header that carries the credential; empty texts: it wants none. */
  readonly header: string;
  readonly value: string;
}

export interface PresetDraft {
  readonly apiKey: string;
  readonly region: 'cn' | 'intl';
}

export interface ManageImagesDeps {
  readonly client: Pick<
    Client,
    | 'listImages'
    | 'createImage'
    | 'createAgentBayImages'
    | 'enableImage'
    | 'disableImage'
    | 'deleteImage'
    | 'checkImage'
  >;
  /** Addresses can be made for others now. */
  readonly changed: () => void;
  readonly say: Say;
}

export type ManageImagesModel = ReturnType<typeof createManageImagesModel>;

const emptyImage: ImageDraft = {
  title: '',
  environment: 'code',
  url: '',
  transport: 'streamable-http',
  header: '',
  value: '',
};
const emptyPreset: PresetDraft = { apiKey: '', region: 'intl' };

/** The images of the project: made, tried, switched on and off. What a form holds of a credential is dropped once it is sent. */
export function createManageImagesModel({ client, changed, say }: ManageImagesDeps) {
  const remote = createRemote(async () => (await client.listImages({})).images, say);
  const draft = signal<ImageDraft | null>(null);
  const preset = signal<PresetDraft | null>(null);
  const change = async (act: () => Promise<unknown>) => {
    const isDone = await remote.attempt(act, 'saidImageSaved');
    if (isDone) changed();
    return isDone;
  };

  return {
    remote,
    /** `null`: none is being made. */
    draft,
    /** `null`: AgentBay's are not being made. */
    preset,
    write: (edit: Partial<ImageDraft>) => void (draft.value = { ...emptyImage, ...draft.value, ...edit }),
    writePreset: (edit: Partial<PresetDraft>) =>
      void (preset.value = { ...emptyPreset, ...preset.value, ...edit }),
    cancel: () => void ([draft.value, preset.value] = [null, null]),
    async create() {
      const { value } = draft;
      if (value !== null && (await change(() => client.createImage(newImageIn(value))))) draft.value = null;
    },
    async createPreset() {
      const { value } = preset;
      if (value !== null && (await change(() => client.createAgentBayImages(value)))) preset.value = null;
    },
    toggle: ({ id, rev, enabled }: ImageView) =>
      change(() => (enabled ? client.disableImage({ id, rev }) : client.enableImage({ id, rev }))),
    remove: ({ id, rev }: ImageView) => change(() => client.deleteImage({ id, rev })),
    /** Tries a handshake with it, now. */
    check: ({ id }: ImageView) => remote.attempt(() => client.checkImage({ id }), 'saidImageChecked'),
  };
}

function newImageIn({ header, value, ...image }: ImageDraft) {
  return { ...image, credential: header === '' ? null : { in: 'header' as const, name: header, value } };
}
