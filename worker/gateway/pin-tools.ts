import { toolsIn, type ListedTool, type ToolDefinition } from '../../shared/mcp/tool-definitions.ts';
import type { PinPlace } from '../gate/pins.ts';
import { Problem } from '../http/problem.ts';
import { hexDigest } from '../secrets/hex.ts';

/** Tells a key's gate what a list defines; gives the tools that may not be used, since they have changed. */
export type PinTools = (text: string) => Promise<ReadonlySet<string>>;

/** Throws `gate_unavailable`: a list that cannot be checked is not shown. */
export function pinTools(keyId: string, place: PinPlace, env: Env): PinTools {
  return async (text) => {
    const tools = listed(text);
    if (tools.length === 0) return new Set();
    const definitions = await Promise.all(tools.map(hashed));
    try {
      return new Set(await env.GATE.getByName(keyId).pinTools(place, definitions));
    } catch {
      throw new Problem('gate_unavailable'); // Whatever befell the gate.
    }
  };
}

function listed(text: string): ListedTool[] {
  try {
    return toolsIn(text);
  } catch {
    return []; // No JSON: whoever judges the message refuses it.
  }
}

async function hashed({ name, definition }: ListedTool): Promise<ToolDefinition> {
  return { name, hash: await hexDigest(definition) };
}
