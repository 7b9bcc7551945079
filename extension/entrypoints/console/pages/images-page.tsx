import { ManageImages } from '../../../features/manage-images/manage-images.tsx';
import { createManageImagesModel } from '../../../features/manage-images/manage-images-model.ts';
import { useModel } from '../../../ui/use-model.ts';
import type { ConsoleProps } from '../console-props.ts';

/** What keys can be used for. */
export function ImagesPage({ model }: Pick<ConsoleProps, 'model'>) {
  const { client, say, now, list } = model;
  const images = useModel(
    () => createManageImagesModel({ client, say, changed: () => void list.refresh() }),
    ({ remote }) => remote.read(),
    [model],
  );
  return <ManageImages model={images} now={now()} />;
}
