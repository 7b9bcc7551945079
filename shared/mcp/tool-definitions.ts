import { canonicalJson } from './canonical-json.ts';
import { isObject, member } from './member.ts';

/** A tool as a server lists it, in canonical JSON. */
export interface ListedTool {
  readonly name: string;
  readonly definition: string;
}

/** The same by the SHA-256 of its definition, in hexadecimal. */
export interface ToolDefinition {
  readonly name: string;
  readonly hash: string;
}

/** The tools that a JSON-RPC message lists; none where it is no list of tools. `text` must be valid JSON. */
export function toolsIn(text: string): ListedTool[] {
  const tools = member(JSON.parse(text), 'result', 'tools');
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: unknown) => {
    const name = member(tool, 'name');
    return isObject(tool) && typeof name === 'string' ? [{ name, definition: canonicalJson(tool) }] : [];
  });
}
