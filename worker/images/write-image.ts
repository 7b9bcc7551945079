import type { ImageEdit, NewImage } from '../../shared/image/fields.ts';
import type { Result } from '../../shared/result.ts';
import type { By } from '../audit/entry.ts';
import { keyring } from '../secrets/keyring.ts';
import { seal } from '../secrets/seal.ts';
import { askImage } from './ask-image.ts';
import { ownerOf } from './catalogue.ts';
import type { ChangedImage } from './image-commands.ts';
import { newImageId } from './image-id.ts';
import type { ImageRecord } from './image-state.ts';
import { readUrl } from '../outbound-url.ts';

/** Makes an image. Throws `upstream_url_forbidden`; refusals: those of `createImageCommands().run`. */
export async function createImage(
  { credential, ...fields }: NewImage,
  projectId: string,
  env: Env,
  by: By,
): Promise<Result<ChangedImage>> {
  const id = await newImageId(await keyring(env));
  const now = Date.now();
  const patch: ImageRecord = {
    ...fields,
    id,
    projectId,
    enabled: true,
    deleted: false,
    rev: 1,
    createdAt: now,
    changedAt: now,
    url: readUrl(fields.url, env),
    ...(await sealed(credential, { id, projectId }, env)),
  };
  return askImage(id, env, (gate) => gate.run({ command: 'create', patch, rev: undefined }, by));
}

/** Changes an image that is seen as `image`. Throws and refuses as `createImage`. */
export async function editImage(
  image: Pick<ImageRecord, 'id' | 'projectId'>,
  { credential, url, ...fields }: ImageEdit,
  { env, rev, by }: { env: Env; rev: number | undefined; by: By },
): Promise<Result<ChangedImage>> {
  const patch = {
    ...fields,
    ...(url !== undefined && { url: readUrl(url, env) }),
    ...(credential !== undefined && (await sealed(credential, image, env))),
  } as Partial<ImageRecord>; // Fields that were left out are not there, which the compiler cannot see.
  return askImage(image.id, env, (gate) => gate.run({ command: 'edit', patch, rev }, by));
}

/** The credential as the record may tell of it, and as the gate keeps it. */
async function sealed(
  credential: NewImage['credential'],
  image: Pick<ImageRecord, 'id' | 'projectId'>,
  env: Env,
): Promise<Pick<ImageRecord, 'credential' | 'sealed' | 'hasCredential'>> {
  if (credential === null) return { credential: null, sealed: null, hasCredential: false };
  const { in: place, name, value } = credential;
  const form = { in: place, name };
  return {
    credential: form,
    sealed: await seal(value, ownerOf(image), await keyring(env)),
    hasCredential: true,
  };
}
