/** How the paths of an image are written, and where in the scratch folder they lie. */
export interface PathForm {
  /** Where relative paths start, itself relative to the scratch folder. */
  readonly home: string;
  /** What a person reads about paths in the description of a tool. */
  readonly hint: string;
  /**
   * The local path that `path` stands for.
   *
   * Says nothing about whether it may be used: that is the question of `confine.ts`. Throws a `ToolRefusal`
   * where `path` is not one in this form.
   */
  toLocal(folder: string, path: string): string;
  /** The way a local path is shown to a caller. */
  toShown(folder: string, local: string): string;
  /** What a command has printed, with local paths the way this form shows them. */
  showIn(folder: string, text: string): string;
}
