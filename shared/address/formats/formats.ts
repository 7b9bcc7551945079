import { claudeCode } from './claude-code.ts';
import { cursor } from './cursor.ts';
import type { Format } from './format.ts';
import { mcpServers } from './mcp-servers.ts';
import { plain } from './plain.ts';
import { vscode } from './vscode.ts';

/** Every format, in the order people see them. */
export const formats: readonly Format[] = [claudeCode, cursor, vscode, mcpServers, plain];

/** The format called `id`; the first one where there is none by that name (any more). */
export function formatById(id: string | null | undefined): Format {
  return formats.find((format) => format.id === id) ?? claudeCode;
}
