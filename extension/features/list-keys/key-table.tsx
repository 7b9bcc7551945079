import { useTranslate } from '../../ui/messages.ts';
import { Allowed } from '../../ui/rights.tsx';
import { ChooseListed } from '../change-keys/choose-listed.tsx';
import { bulkOperations } from '../change-keys/use-bulk-kinds.ts';
import type { ChangePolicyModel } from '../change-policy/change-policy-model.ts';
import type { ConsoleKeysModel } from '../manage-keys/console-keys-model.ts';
import { TableRow } from './table-row.tsx';

export interface KeyTableProps {
  readonly model: ConsoleKeysModel;
  readonly policy: ChangePolicyModel;
  readonly now: number;
}

const columns = ['columnName', 'columnValue', 'columnStatus', 'columnActions'] as const;

/** The console's keys, with everything that can be done to each in its row. */
export function KeyTable(props: KeyTableProps) {
  const t = useTranslate();
  const { browse, select } = props.model;
  return (
    <div class="table-frame">
      <table class="key-table">
        <thead>
          <tr>
            <th scope="col" class="choice">
              <Allowed to={bulkOperations}>
                <ChooseListed select={select} />
              </Allowed>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        {browse.rows.value.map((row) => (
          <TableRow key={row.id} row={row} {...props} />
        ))}
      </table>
    </div>
  );
}
