/** Why a tool will not do what it was asked: a sentence for the caller, without local paths or secrets. */
export class ToolRefusal extends Error {}

/** What a caller is told of a failed call. Only a `ToolRefusal` is quoted, for others may hold anything. */
export function describeFailure(error: unknown): string {
  if (error instanceof ToolRefusal) return error.message;
  return fileFailures[errorCode(error)] ?? 'The tool failed unexpectedly.';
}

/** The `code` of a system error such as `ENOENT`, else an empty text. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const fileFailures: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder.',
  ENOTDIR: 'A part of that path is a file, not a folder.',
  EISDIR: 'That is a folder, not a file.',
  EEXIST: 'Something of that name is there already.',
  ENOTEMPTY: 'That folder is not empty.',
  EACCES: 'That is not permitted.',
  EPERM: 'That is not permitted.',
  ELOOP: 'That path leads through a symbolic link that cannot be followed.',
  ENAMETOOLONG: 'That name is too long.',
  EINVAL: 'That cannot be done with this path.',
  ENXIO: 'That is not a regular file.',
  ENOSPC: 'The disk is full.',
};
