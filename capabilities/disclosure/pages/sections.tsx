import { placed, type View } from "./words.tsx";

/** What is published, as it hangs on the board: headings, text, and tables whose first row names the columns. */
export function Sections({ sections, level = "h2" }: { readonly sections: View["sections"]; readonly level?: "h2" | "h3" }) {
  const Heading = level;
  return (
    <>
      {placed(sections).map(({ key, value: { heading, text, table } }) => (
        <section key={key} className="stack">
          <Heading>{heading}</Heading>
          {placed(text.split("\n").filter((line) => line.trim() !== "")).map((line) => (
            <p key={line.key}>{line.value}</p>
          ))}
          {table.length === 0 ? undefined : <Rows caption={heading} table={table} />}
        </section>
      ))}
    </>
  );
}

/** A column of nothing but figures stands right, on one another. */
const FIGURE = /^[-+]?[\d,.]+%?$/;

/** A table of a paper keeps its columns on every screen, as they hang on the board. */
function Rows({ caption, table }: { readonly caption: string; readonly table: View["sections"][number]["table"] }) {
  const [head = [], ...rows] = table;
  const isFigure = (place: number) => rows.length > 0 && rows.every((row) => FIGURE.test(row[place] ?? ""));
  const look = (key: string) => (isFigure(Number(key)) ? "numeric figures" : undefined);
  return (
    <table className="ruled">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {placed(head).map((cell) => (
            <th key={cell.key} scope="col" className={look(cell.key)}>
              {cell.value}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {placed(rows).map((row) => (
          <tr key={row.key}>
            {placed(row.value).map((cell) => (
              <td key={cell.key} className={look(cell.key)}>
                {cell.value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
