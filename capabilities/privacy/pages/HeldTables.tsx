import type { OutputOf } from "#platform/contract.ts";
import { FactList, formatInstant, Section, useSetting, useText, type Locale, type Translate } from "#ui-kit/index.ts";
import type { readOwnData } from "../contract/read-own-data.ts";
import { heldWords } from "./held-words.ts";
import { WhatFor } from "./WhatFor.tsx";

type Capability = OutputOf<typeof readOwnData>["capabilities"][number];
type Table = Capability["tables"][number];

type Props = {
  readonly capabilities: readonly Capability[];
  /** Everything laid open, to be printed. */ readonly open?: boolean;
};

/** What is held, by capability and table: folded on a screen, laid open on paper. */
export function HeldTables({ capabilities, open = false }: Props) {
  const t = useText("privacy");
  return (
    <>
      {capabilities.map(({ name, tables }) => (
        <Section key={name} title={heldWords(t, "capabilities", name)}>
          {tables.map((table) => (
            <details key={table.table} open={open}>
              <summary>
                {heldWords(t, "tables", table.table)} <span className="soft">{t("mine.rows", { count: table.count })}</span>
              </summary>
              <TableHeld table={table} />
            </details>
          ))}
        </Section>
      ))}
    </>
  );
}

/** Columns that are no personal datum themselves. */
const NO_BASIS = "none needed";

function TableHeld({ table }: { readonly table: Table }) {
  const t = useText("privacy");
  const { viewer } = useSetting();
  const personal = table.columns.filter(({ basis }) => basis !== NO_BASIS);
  return (
    <div className="stack">
      {personal.length === 0 ? (
        <p className="small soft">{t("mine.notPersonal")}</p>
      ) : (
        <WhatFor caption={t("mine.why")} columns={personal} />
      )}
      {table.rows.map((row) => (
        <div key={JSON.stringify(row)} className="card">
          <p className="small soft">{t(`how.${row.how}`)}</p>
          <FactList
            facts={Object.entries(row.values)
              .filter(([, value]) => value !== null && value !== "")
              .map(([name, value]) => ({ name: heldWords(t, "columns", name), value: say(t, viewer.locale, value) }))}
          />
        </div>
      ))}
      {table.count > table.rows.length ? (
        <p className="small">{t("mine.more", { shown: table.rows.length, count: table.count })}</p>
      ) : undefined}
    </div>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function say(t: Translate, locale: Locale, value: unknown): string {
  if (typeof value === "boolean") return t(value ? "mine.yes" : "mine.no");
  if (typeof value === "string") return INSTANT.test(value) ? formatInstant(value, locale) : value;
  if (typeof value === "number") return String(value);
  return JSON.stringify(value);
}
