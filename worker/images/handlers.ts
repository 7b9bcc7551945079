import type { Handlers } from '../../shared/api/contract.ts';
import type { imageOperations } from '../../shared/api/operations/images.ts';
import type { ImageView } from '../../shared/image/image-view.ts';
import type { Result } from '../../shared/result.ts';
import { by, type Context } from '../context.ts';
import { orThrow, Problem, recordGone } from '../http/problem.ts';
import { findOpenProject } from '../projects/find-project.ts';
import { agentBayImages } from './agentbay.ts';
import { askImage } from './ask-image.ts';
import { checkImage } from './check-image.ts';
import { endSessionsOn } from './end-sessions.ts';
import type { ChangedImage } from './image-commands.ts';
import type { ListedImage } from './image-row.ts';
import { createImageList } from './image-list.ts';
import { createImage, editImage } from './write-image.ts';

export const imageHandlers: Pick<Handlers<Context>, keyof typeof imageOperations> = {
  listImages: async ({ project }, { env }) => ({
    images: await createImageList(env.RECORD).list(project).catch(recordGone),
  }),
  createImage: async ({ project, ...fields }, context) => {
    await findOpenProject(project, context.env);
    return orThrow(await createImage(fields, project, context.env, by(context)));
  },
  createAgentBayImages: async ({ project, ...account }, context) => {
    await findOpenProject(project, context.env);
    const there = await createImageList(context.env.RECORD).list(project).catch(recordGone);
    const images: ImageView[] = [];
    for (const fields of agentBayImages(account)) {
      const known = there.find(({ title, projectId }) => title === fields.title && projectId === project);
      const { url, transport, credential } = fields;
      const done = known
        ? await editImage(
            known,
            { url, transport, credential },
            { env: context.env, rev: undefined, by: by(context) },
          )
        : await createImage(fields, project, context.env, by(context));
      images.push(orThrow(done).image);
    }
    return { images };
  },
  readImage: ({ id }, { env }) => read(id, env),
  editImage: async ({ id, rev, ...edit }, context) =>
    found(await editImage(await read(id, context.env), edit, { env: context.env, rev, by: by(context) })),
  enableImage: (seen, context) => change('enable', { enabled: true }, seen, context),
  disableImage: async (seen, context) => {
    const changed = await change('disable', { enabled: false }, seen, context);
    await endSessionsOn(seen.id, context.env);
    return changed;
  },
  deleteImage: async (seen, context) => {
    if (await createImageList(context.env.RECORD).isInUse(seen.id).catch(recordGone))
      throw new Problem('image_in_use');
    const gone = { deleted: true, sealed: null, hasCredential: false, credential: null };
    return change('delete', gone, seen, context);
  },
  checkImage: async ({ id }, { env }) => {
    await read(id, env);
    return checkImage(id, env);
  },
};

async function read(id: string, env: Env): Promise<ListedImage> {
  const image = await createImageList(env.RECORD).read(id).catch(recordGone);
  if (image === null) throw new Problem('image_not_found');
  return image;
}

async function change(
  command: 'enable' | 'disable' | 'delete',
  patch: object,
  { id, rev }: { id: string; rev?: number | undefined },
  context: Context,
): Promise<ChangedImage> {
  return found(await askImage(id, context.env, (gate) => gate.run({ command, patch, rev }, by(context))));
}

/** An id that was never ours is told as any other that is not there. */
function found(result: Result<ChangedImage>): ChangedImage {
  if (!result.ok && result.code === 'image_not_allowed') throw new Problem('image_not_found');
  return orThrow(result);
}
