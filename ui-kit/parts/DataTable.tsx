import type { ReactNode } from "react";

export type Column<Row> = {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
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

/** A ruled table; on a narrow screen each row becomes a card with its column heads beside the values. */
export function DataTable<Row>({ caption, captionShown = false, columns, rows, rowKey, totals }: Props<Row>) {
  return (
    <table className="table" role="table">
      <caption className={captionShown ? undefined : "unseen"}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, head, numeric }) => (
            <th key={key} role="columnheader" scope="col" className={numeric === true ? "numeric" : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) => (
              <BodyCell key={column.key} column={column}>
                {column.cell(row)}
              </BodyCell>
            ))}
          </tr>
        ))}
      </tbody>
      {totals === undefined ? undefined : (
        <tfoot role="rowgroup">
          <tr role="row">
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
  // Roles are written out because a browser forgets a table's own once CSS shows it as blocks.
  if (names === true)
    return (
      <th role="rowheader" scope="row" className={className} data-head={head}>
        {children}
      </th>
    );
  return (
    <td role="cell" className={className} data-head={head}>
      {children}
    </td>
  );
}
