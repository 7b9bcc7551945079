import { useMemo } from 'preact/hooks';

/** A page's model: made, and its data asked for, once for each of `inputs`. */
export function useModel<Model>(
  make: () => Model,
  read: (model: Model) => unknown,
  inputs: readonly unknown[],
): Model {
  return useMemo(() => {
    const model = make();
    void read(model);
    return model;
  }, inputs);
}
