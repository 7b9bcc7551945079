import type { ImageTool } from './tools/tool.ts';

/** One of the five environments, as an MCP server offers it. */
export interface LocalImage {
  /** As in `shared/image/image.ts`; served at `/<id>/mcp`. */
  readonly id: string;
  readonly title: string;
  /** What a model is told about the whole. */
  readonly instructions: string;
  /** A folder that every session has from the start, relative to its scratch folder. */
  readonly home: string;
  readonly tools: readonly ImageTool[];
}
