import type { ReactNode } from "react";
import { DataTable, type Column } from "../parts/DataTable.tsx";
import { useText } from "../setting/Setting.tsx";

type Props<Row> = {
  readonly title: string;
  /** What is counted, over which time, from which source. */
  readonly definition: string;
  /** The drawing; what it shows is in the table too, so it is hidden from those who listen. */
  readonly children: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
};

/** The frame of every chart: title, drawing, definition, and the same as a table. */
export function Chart<Row>({ title, definition, children, columns, rows, rowKey }: Props<Row>) {
  const t = useText("ui-kit");
  return (
    <figure className="chart">
      <figcaption>
        <h2>{title}</h2>
        <p className="small soft">{definition}</p>
      </figcaption>
      {children}
      <details>
        <summary>{t("chart.table")}</summary>
        <DataTable caption={title} columns={columns} rows={rows} rowKey={rowKey} />
      </details>
    </figure>
  );
}
