import * as v from 'valibot';

import {
  imageHealthSchema,
  imageViewSchema,
  type ImageHealth,
  type ImageView,
} from '../../shared/image/image-view.ts';

/** An image as the record has it, with its last health where it was joined. */
export interface ImageRow {
  readonly id: string;
  readonly project_id: string | null;
  readonly environment: string;
  readonly title: string;
  readonly enabled: number;
  readonly url: string | null;
  readonly transport: string;
  readonly credential_in: string | null;
  readonly credential_name: string | null;
  readonly channel: string;
  readonly note: string;
  readonly release_tool: string | null;
  readonly release_argument: string | null;
  readonly rev: number;
  readonly created_at: number;
  readonly changed_at: number;
  readonly checked_at: number | null;
  readonly code: string | null;
  readonly latency_ms: number | null;
  readonly era: string | null;
}

export type ListedImage = ImageView & { health: ImageHealth | null };

export function fromRow(row: ImageRow): ListedImage {
  const { credential_in: place, credential_name: name, release_tool: tool, release_argument: argument } = row;
  const view = v.parse(imageViewSchema, {
    ...row,
    projectId: row.project_id,
    enabled: row.enabled === 1,
    credential: place === null ? null : { in: place, name },
    hasCredential: place !== null,
    release: tool === null ? null : { tool, argument },
    createdAt: row.created_at,
    changedAt: row.changed_at,
  });
  return { ...view, health: healthOf(row) };
}

function healthOf({ checked_at: checkedAt, code, latency_ms: latencyMs, era }: ImageRow): ImageHealth | null {
  return checkedAt === null ? null : v.parse(imageHealthSchema, { checkedAt, code, latencyMs, era });
}

/** The values of the columns, in the order of `columns`. */
export const columns =
  'id, project_id, environment, title, enabled, url, transport, credential_in, credential_name, channel, note, ' +
  'release_tool, release_argument, rev, created_at, changed_at';

export function toValues(image: ImageView): (string | number | null)[] {
  const { id, projectId, environment, title, enabled, url, transport, credential, channel, note } = image;
  const upstream = [url, transport, credential?.in ?? null, credential?.name ?? null];
  const release = [image.release?.tool ?? null, image.release?.argument ?? null];
  const times = [image.rev, image.createdAt, image.changedAt];
  return [
    id,
    projectId,
    environment,
    title,
    Number(enabled),
    ...upstream,
    channel,
    note,
    ...release,
    ...times,
  ];
}
