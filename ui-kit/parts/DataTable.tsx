import type { ReactNode } from "react";

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  readonly render: (row: Row) => ReactNode;
  /** Figures stand right, on one another. */
  readonly numeric?: boolean;
  /** The column that names the row: the card's title on a phone. One a table. */
  readonly names?: boolean;
};

type Props<Row> = {
  /** Says what the table holds. */
  readonly caption: string;
  readonly captionShown?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** A last line of sums, by column key. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
};

/** Written out, because older browsers forget a table's own roles once CSS shows its parts as blocks. */
const ROLES = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** A ruled table; on a narrow screen each row becomes a card with its column heads beside the values. */
export function DataTable<Row>({ caption, captionShown = false, columns, rows, rowKey, totals }: Props<Row>) {
  return (
    <table className="table" {...ROLES.table}>
      <caption className={captionShown ? undefined : "unseen"}>{caption}</caption>
      <thead {...ROLES.rowgroup}>
        <tr {...ROLES.row}>
          {columns.map(({ key, head, numeric }) => (
            <th key={key} {...ROLES.columnheader} scope="col" className={numeric === true ? "numeric" : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLES.rowgroup}>
        {rows.map((row) => (
          <tr key={rowKey(row)} {...ROLES.row}>
            {columns.map((column) => (
              <BodyCell key={column.key} column={column}>
                {column.render(row)}
              </BodyCell>
            ))}
          </tr>
        ))}
      </tbody>
      {totals === undefined ? undefined : (
        <tfoot {...ROLES.rowgroup}>
          <tr {...ROLES.row}>
            {columns.map((column) => (
              <BodyCell key={column.key} column={column}>
                {totals[column.key]}
              </BodyCell>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function BodyCell<Row>({ column, children }: { readonly column: Column<Row>; readonly children: ReactNode }) {
  const { head, numeric, names } = column;
  const className = numeric === true ? "numeric figures" : undefined;
  if (names === true)
    return (
      <th {...ROLES.rowheader} scope="row" className={className} data-head={head}>
        {children}
      </th>
    );
  return (
    <td {...ROLES.cell} className={className} data-head={head}>
      {children}
    </td>
  );
}
