import type { RestoredImage } from '../../shared/api/operations/deployment.ts';
import { by, type Context } from '../context.ts';
import { Problem } from '../http/problem.ts';
import { askImage } from '../images/ask-image.ts';
import { fromRow, type ImageRow } from '../images/image-row.ts';
import type { ExportedImage } from '../images/image-state.ts';

/** Gives each image back to its gate; what became of each, in their order. Throws `export_damaged`. */
export async function restoreImages(
  lines: readonly { readonly data: Readonly<Record<string, unknown>> }[],
  secrets: Readonly<Record<string, string>>,
  context: Context,
): Promise<RestoredImage[]> {
  const restored: RestoredImage[] = [];
  for (const image of lines.map(({ data }) => orDamaged(data))) {
    const credential = secrets[image.id] ?? null;
    const done = await askImage(image.id, context.env, (gate) =>
      gate.restore(image, credential, by(context)),
    );
    restored.push({ id: image.id, became: done.ok ? done.value : done.code });
  }
  return restored;
}

function orDamaged(data: Readonly<Record<string, unknown>>): ExportedImage {
  try {
    // Checked by its schema.
    const { health: _, ...view } = fromRow({ ...(data as unknown as ImageRow), checked_at: null });
    return { ...view, deleted: data['deleted_at'] !== null };
  } catch {
    throw new Problem('export_damaged');
  }
}
