import type { ComponentChildren } from 'preact';

export interface DataTableProps {
  /** Its name for people who cannot see it. */
  readonly label: string;
  readonly columns: readonly string[];
  /** Rows. */
  readonly children: ComponentChildren;
}

/** A table. Where it has too little room, each row becomes a card whose cells say their columns (`tables.css`). */
export function DataTable({ label, columns, children }: DataTableProps) {
  return (
    <div class="table-frame" role="group" aria-label={label} tabIndex={0}>
      <table class="data-table" aria-label={label} style={labelsOf(columns)}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** `--column-2: "Status"`: what a cell of a card is called. */
function labelsOf(columns: readonly string[]): Record<string, string> {
  return Object.fromEntries(columns.map((column, at) => [`--column-${at + 1}`, JSON.stringify(column)]));
}
