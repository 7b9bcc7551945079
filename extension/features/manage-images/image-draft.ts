import type { transports, ImageEdit, NewImage } from '../../../shared/image/fields.ts';
import type { Environment } from '../../../shared/image/image.ts';
import type { ImageView } from '../../../shared/image/image-view.ts';

/** What becomes of the credential: `keep` the one that is there, have `none`, or a new one in a header or the query. */
export const credentialPlaces = ['keep', 'none', 'header', 'query'] as const;
export const channels = ['latest', 'pinned'] as const;

/** An image of one's own, as it stands in a form. */
export interface ImageDraft {
  /** `null`: a new one. */
  readonly id: string | null;
  readonly rev: number;
  readonly title: string;
  readonly environment: Environment;
  readonly url: string;
  readonly transport: (typeof transports)[number];
  readonly channel: (typeof channels)[number];
  readonly note: string;
  readonly place: (typeof credentialPlaces)[number];
  /** Of the header or the parameter. */
  readonly name: string;
  readonly value: string;
}

export const emptyImage: ImageDraft = {
  id: null,
  rev: 0,
  title: '',
  environment: 'code',
  url: '',
  transport: 'streamable-http',
  channel: 'latest',
  note: '',
  place: 'none',
  name: 'Authorization',
  value: '',
};

export function draftOf(image: ImageView): ImageDraft {
  const { id, rev, title, environment, url, transport, channel, note, hasCredential } = image;
  const fields = { id, rev, title, environment, url: url ?? '', transport, channel, note };
  return {
    ...fields,
    place: hasCredential ? 'keep' : 'none',
    name: image.credential?.name ?? emptyImage.name,
    value: '',
  };
}

/** What a form says of a new image. */
export function newImageIn(draft: ImageDraft): NewImage {
  const { title, environment, url, transport, channel, note } = draft;
  const credential = credentialIn(draft) ?? null;
  return { title, environment, url, transport, channel, note, credential, release: null };
}

/** What a form changes of an image: a credential that is kept is left out. */
export function editIn(draft: ImageDraft): ImageEdit {
  const { title, environment, url, transport, channel, note } = draft;
  const credential = credentialIn(draft);
  const fields = { title, environment, url, transport, channel, note };
  return credential === undefined ? fields : { ...fields, credential };
}

/** `undefined`: as it is. */
function credentialIn({ place, name, value }: ImageDraft) {
  if (place === 'keep') return undefined;
  return place === 'none' ? null : { in: place, name, value };
}
