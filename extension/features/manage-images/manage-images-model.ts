import { signal } from '@preact/signals';

import type { Client } from '../../../shared/api/client.ts';
import type { ImageView } from '../../../shared/image/image-view.ts';
import { createRemote } from '../../api/remote.ts';
import type { Say } from '../../ui/say.ts';
import { draftOf, editIn, emptyImage, newImageIn, type ImageDraft } from './image-draft.ts';

export interface PresetDraft {
  readonly apiKey: string;
  readonly region: 'cn' | 'intl';
}

export interface ManageImagesDeps {
  readonly client: Pick<
    Client,
    | 'listImages'
    | 'createImage'
    | 'editImage'
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

const emptyPreset: PresetDraft = { apiKey: '', region: 'intl' };

/** The images of the project: made, changed, tried, switched on and off. What a form holds of a credential is dropped once it is sent. */
export function createManageImagesModel({ client, changed, say }: ManageImagesDeps) {
  const remote = createRemote(async () => (await client.listImages({})).images, say);
  const draft = signal<ImageDraft | null>(null);
  const preset = signal<PresetDraft | null>(null);
  const change = async (act: () => Promise<unknown>, about?: string) => {
    const isDone = await remote.attempt(act, 'saidImageSaved', about);
    if (isDone) changed();
    return isDone;
  };

  return {
    remote,
    /** `null`: none is being made or changed. */
    draft,
    /** `null`: AgentBay's are not being made. */
    preset,
    write: (edit: Partial<ImageDraft>) => void (draft.value = { ...emptyImage, ...draft.value, ...edit }),
    writePreset: (edit: Partial<PresetDraft>) =>
      void (preset.value = { ...emptyPreset, ...preset.value, ...edit }),
    cancel: () => void ([draft.value, preset.value] = [null, null]),
    edit: (image: ImageView) => void (draft.value = draftOf(image)),
    async save() {
      const { value } = draft;
      if (value === null) return;
      const { id, rev } = value;
      const send = async () => {
        if (id === null) return client.createImage(newImageIn(value));
        return client.editImage({ id, rev, ...editIn(value) });
      };
      if (await change(send, id ?? undefined)) draft.value = null;
    },
    async createPreset() {
      const { value } = preset;
      if (value !== null && (await change(() => client.createAgentBayImages(value)))) preset.value = null;
    },
    toggle: ({ id, rev, enabled }: ImageView) =>
      change(() => (enabled ? client.disableImage({ id, rev }) : client.enableImage({ id, rev })), id),
    remove: ({ id, rev }: ImageView) => change(() => client.deleteImage({ id, rev }), id),
    /** Tries a handshake with it, now. */
    check: ({ id }: ImageView) => remote.attempt(() => client.checkImage({ id }), 'saidImageChecked'),
  };
}
