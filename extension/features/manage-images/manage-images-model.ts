import type { Client } from '../../../shared/api/client.ts';
import type { ImageView } from '../../../shared/image/image-view.ts';
import { createRemote } from '../../api/remote.ts';
import { createDraftForm } from '../../ui/draft.ts';
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
  const change = async (act: () => Promise<unknown>, about?: string) => {
    const isDone = await remote.attempt(act, 'saidImageSaved', about);
    if (isDone) changed();
    return isDone;
  };
  const form = createDraftForm<ImageDraft>(
    () => emptyImage,
    (draft) => {
      const { id, rev } = draft;
      const send = async () => {
        if (id === null) return client.createImage(newImageIn(draft));
        return client.editImage({ id, rev, ...editIn(draft) });
      };
      return change(send, id ?? undefined);
    },
  );
  const preset = createDraftForm<PresetDraft>(
    () => emptyPreset,
    (draft) => change(() => client.createAgentBayImages(draft)),
  );

  return {
    remote,
    ...form,
    /** AgentBay's images, all in one. */
    preset,
    /** Closes both forms. */
    cancel() {
      form.cancel();
      preset.cancel();
    },
    edit: (image: ImageView) => form.write(draftOf(image)),
    toggle: ({ id, rev, enabled }: ImageView) =>
      change(() => (enabled ? client.disableImage({ id, rev }) : client.enableImage({ id, rev })), id),
    remove: ({ id, rev }: ImageView) => change(() => client.deleteImage({ id, rev }), id),
    /** Tries a handshake with it, now. */
    check: ({ id }: ImageView) => remote.attempt(() => client.checkImage({ id }), 'saidImageChecked'),
  };
}
