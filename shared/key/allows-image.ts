import type { KeyView } from './key.ts';

/** Whether the key itself lets `image` be used; its policy has a say, too. */
export function allowsImage({ images }: Pick<KeyView, 'images'>, image: string): boolean {
  return images === 'all' || images.includes(image);
}
