import type { PathForm } from '../scratch/path-form.ts';
import { createDirectoryTool } from './create-directory.ts';
import { deletePathTool } from './delete-path.ts';
import { listDirectoryTool } from './list-directory.ts';
import { movePathTool } from './move-path.ts';
import { readFileTool } from './read-file.ts';
import type { ImageTool } from './tool.ts';
import { writeFileTool } from './write-file.ts';

/** The tools for files, all confined to the session's scratch folder, for paths written as `paths` says. */
export function fileTools(paths: PathForm): ImageTool[] {
  return [
    readFileTool(paths),
    writeFileTool(paths),
    listDirectoryTool(paths),
    createDirectoryTool(paths),
    movePathTool(paths),
    deletePathTool(paths),
  ];
}
