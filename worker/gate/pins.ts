import type { PolicyRef } from '../../shared/key/key.ts';
import type { ToolDefinition } from '../../shared/mcp/tool-definitions.ts';

/** Pins that a gate keeps; the oldest are forgotten. */
const kept = 20_000;

const create = `
  CREATE TABLE IF NOT EXISTS pins (
    place  TEXT NOT NULL, -- image, policy and version
    tool   TEXT NOT NULL,
    first  TEXT NOT NULL, -- hash of the definition that was seen first
    latest TEXT NOT NULL, -- and of the one that was seen last
    told   INTEGER NOT NULL DEFAULT 0, -- whether it ever differed
    PRIMARY KEY (place, tool)
  ) STRICT`;

interface PinRow extends Record<string, SqlStorageValue> {
  place: string;
  tool: string;
  told: number;
  is_changed: number;
}

/** Under which a tool's definition is pinned: another version of the policy takes it as it is then. */
export interface PinPlace {
  readonly image: string;
  readonly policy: PolicyRef;
}

/**
 * What the tools of each image looked like when they were first listed under a policy version.
 *
 * Kept in the gate's SQLite; whether one has changed is answered from memory, since each call asks.
 */
export function createPins(sql: SqlStorage) {
  let changed: Set<string> | null = null; // `null`: not read yet.

  function read(): Set<string> {
    const exists = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'pins'").toArray().length > 0;
    const rows = exists
      ? sql.exec<PinRow>('SELECT place, tool FROM pins WHERE first <> latest').toArray()
      : [];
    return new Set(rows.map(({ place, tool }) => nameOf(place, tool)));
  }

  /** Notes one definition; `true` where it differs from the first for the first time. Writes only what is new. */
  function see(place: string, { name, hash }: ToolDefinition): boolean {
    const [row] = sql
      .exec<PinRow>(
        `INSERT INTO pins (place, tool, first, latest) VALUES (?1, ?2, ?3, ?3)
         ON CONFLICT (place, tool) DO UPDATE SET latest = excluded.latest WHERE latest <> excluded.latest
         RETURNING place, tool, told, first <> latest AS is_changed`,
        place,
        name,
        hash,
      )
      .toArray();
    const isNew = row?.is_changed === 1 && row.told === 0;
    if (isNew) sql.exec('UPDATE pins SET told = 1 WHERE place = ? AND tool = ?', place, name);
    return isNew;
  }

  return {
    /** Notes what a list says now. Gives the names of tools that differ from their pin for the first time. */
    note({ image, policy }: PinPlace, definitions: readonly ToolDefinition[]): string[] {
      const place = placeOf(image, policy);
      sql.exec(create);
      const news = definitions.filter((definition) => see(place, definition)).map(({ name }) => name);
      sql.exec('DELETE FROM pins WHERE rowid <= (SELECT max(rowid) FROM pins) - ?', kept);
      changed = null;
      return news;
    },

    /** Whether the definition that was seen last is not the first one. Tools that were never listed are not. */
    isChanged({ image, policy }: PinPlace, tool: string): boolean {
      changed ??= read();
      return changed.size > 0 && changed.has(nameOf(placeOf(image, policy), tool));
    },
  };
}
export type Pins = ReturnType<typeof createPins>;

function placeOf(image: string, { id, version }: PolicyRef): string {
  return `${image} ${id} ${version}`;
}

function nameOf(place: string, tool: string): string {
  return `${place} ${tool}`;
}
