import { fileURLToPath } from 'node:url';

import * as v from 'valibot';

import { Failure } from '../failure.ts';
import { startNode, type Child } from './child.ts';

const main = fileURLToPath(new URL('../images/main.ts', import.meta.url));
const announcement = v.object({ port: v.number() });

/** The process of the five default images, and where it listens. */
export interface ImagesProcess extends Child {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
}

/** Starts the default images on a free port of 127.0.0.1; resolves when they listen. */
export async function startImages({
  scratch,
  token,
}: {
  scratch: string;
  token: string;
}): Promise<ImagesProcess> {
  const child = startNode([main, '--scratch', scratch], {
    env: { ...process.env, KEYHARBOR_IMAGES_TOKEN: token },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.process.once('message', (message) => resolve(v.parse(announcement, message).port));
    void child.ended.then(() => reject(new Failure('The default images could not be started.')));
  });
  return { ...child, url: `http://127.0.0.1:${port}` };
}
