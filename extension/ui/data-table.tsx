import type { ComponentChildren } from 'preact';

export interface DataTableProps {
  /** Its name for people who cannot see it. */
  readonly label: string;
  readonly columns: readonly string[];
  /** Rows. */
  readonly children: ComponentChildren;
}

/** A table that scrolls sideways by itself where the page is narrow; the keyboard can scroll it too. */
export function DataTable({ label, columns, children }: DataTableProps) {
  return (
    <div class="table-frame" role="group" aria-label={label} tabIndex={0}>
      <table class="data-table" aria-label={label}>
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
