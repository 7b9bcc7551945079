import * as v from 'valibot';

import { environments } from './image.ts';

const visible = String.raw`[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]`;

/** Headers that are the protocol's or the connection's own: a credential in one of them would break the call. */
const takenHeaders =
  /^(?:accept|connection|content-.*|cookie|host|keyharbor-.*|last-event-id|mcp-.*|cf-.*|te|trailer|transfer-encoding|upgrade|via|forwarded|x-forwarded-.*)$/i;

const headerName = v.pipe(
  v.string(),
  v.regex(/^[!#$%&'*+.^`|~\w-]{1,64}$/), // RFC 9110, section 5.6.2: token
  v.check((name) => !takenHeaders.test(name), 'Expected a header that carries a credential'),
);

/** How an upstream wants to see its credential: in a header (`Authorization`) or a query parameter (`APIKEY`). */
export const credentialFormSchema = v.variant('in', [
  v.strictObject({ in: v.literal('header'), name: headerName }),
  v.strictObject({ in: v.literal('query'), name: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)) }),
]);

/** As it is sent, whole: `Bearer …` where the upstream wants that. 1 to 4,096 visible ASCII characters or spaces. */
const credentialValue = v.pipe(v.string(), v.trim(), v.regex(/^[\x20-\x7e]{1,4096}$/));

/** The tool that ends a session at the upstream, and its argument that takes the upstream's id for it. */
const releaseSchema = v.strictObject({
  tool: v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/)),
  argument: v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/)),
});

export const transports = ['streamable-http', 'sse'] as const;

/** What can be written about an image, and changed later. */
export const imageFields = {
  /** 1 to 64 characters; no other image of the project has it. */
  title: v.pipe(v.string(), v.trim(), v.regex(new RegExp(`^${visible}{1,64}$`, 'u'))),
  environment: v.picklist(environments),
  /** The upstream's MCP endpoint. Its credential belongs into `credential`: this is shown. */
  url: v.pipe(v.string(), v.maxLength(2048)),
  /** `sse`: HTTP+SSE of 2024-11-05. */
  transport: v.picklist(transports),
  /** Kept sealed and never shown again; `null`: the upstream wants none. */
  credential: v.nullable(
    v.variant('in', [
      v.strictObject({ ...credentialFormSchema.options[0].entries, value: credentialValue }),
      v.strictObject({ ...credentialFormSchema.options[1].entries, value: credentialValue }),
    ]),
  ),
  /** Whether what is behind the URL stays as it is (`pinned`) or follows updates, which may break tools (`latest`). */
  channel: v.picklist(['latest', 'pinned']),
  /** Up to 200 characters, for people. */
  note: v.pipe(v.string(), v.trim(), v.regex(new RegExp(`^${visible}{0,200}$`, 'u'))),
  release: v.nullable(releaseSchema),
} as const;

/** A new image, with what holds where a field is left out. */
export const newImageSchema = v.strictObject({
  title: imageFields.title,
  environment: imageFields.environment,
  url: imageFields.url,
  transport: v.optional(imageFields.transport, 'streamable-http'),
  credential: v.optional(imageFields.credential, null),
  channel: v.optional(imageFields.channel, 'latest'),
  note: v.optional(imageFields.note, ''),
  release: v.optional(imageFields.release, null),
});
export type NewImage = v.InferOutput<typeof newImageSchema>;

/** A change of some fields; those left out stay as they are. */
export const imageEditSchema = v.partial(v.strictObject(imageFields));
export type ImageEdit = v.InferOutput<typeof imageEditSchema>;
