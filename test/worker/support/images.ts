import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

import { api, callStateless } from './calls.ts';

/** What the upstream of a test's image wants to see. */
export const value = 'upstream-credential-7c0ffee';
export const header = { in: 'header', name: 'x-api-key', value } as const;
let made = 0;

/** A new image under a title of its own. */
export async function givenImage(fields: Partial<Parameters<typeof api.createImage>[0]> = {}) {
  made += 1;
  const url = 'https://mcp.vendor.com/mcp?tenant=7';
  const { image } = await api.createImage({ title: `image ${made}`, environment: 'code', url, ...fields });
  return image;
}

/** The code of the refusal, or `passed`. */
export async function answerOf(secret: string, image: string): Promise<string> {
  const response = await callStateless({ secret, image });
  const { error }: { error?: { data: { code: string } } } = await response.json();
  return error?.data.code ?? 'passed';
}

/** The record is out of reach for the gate of the image `id`, until what this gives is called. */
export function imageRecordDown(id: string): Promise<() => Promise<void>> {
  const gate = env.IMAGE.getByName(id);
  return runInDurableObject(gate, ({ table }) => {
    const real = { ...table };
    const fail = () => Promise.reject(new Error('D1_ERROR: gone'));
    Object.assign(table, { write: fail, knows: fail, drop: fail, bury: fail });
    return () => runInDurableObject(gate, (again) => void Object.assign(again.table, real));
  });
}
