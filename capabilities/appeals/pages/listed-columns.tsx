import type { Static } from "typebox";
import { Deadline, Instant, Marked, StatusTag, useTenantPath, useText, type Column, type Tone } from "#ui-kit/index.ts";
import type { FoundAppeal } from "../contract/appeal-views.ts";

export type Listed = Static<typeof FoundAppeal>;

export function toneOf(state: Listed["state"]): Tone {
  switch (state) {
    case "waiting":
      return "warn";
    case "handling":
      return "info";
    case "answered":
      return "info";
    case "closed":
      return "good";
    case "withdrawn":
    case "historic":
      return "neutral";
  }
}

/** Columns of every list of appeals; the desk's shows what is due, the others what came of it. */
export function useListedColumns(kind: "desk" | "portal"): readonly Column<Listed>[] {
  const t = useText("appeals");
  const path = useTenantPath();
  const due: Column<Listed> = { key: "due", head: t("columns.due"), render: (row) => dueCell(row) };
  return [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <TitleCell row={row} href={path(`appeals/${row.number}`)} />,
    },
    {
      key: "state",
      head: t("columns.state"),
      render: (row) => <StatusTag tone={toneOf(row.state)}>{stateWords(t, row)}</StatusTag>,
    },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "matter", head: t("columns.matter"), render: (row) => row.matter || "—" },
    { key: "unit", head: t("columns.unit"), render: (row) => row.unit || "—" },
    { key: "raised", head: t("columns.raised"), render: (row) => <Instant at={row.raisedAt} /> },
    ...(kind === "desk" ? [due] : []),
  ];
}

/** The title; where it was searched for, marked, with the place in the text it was found at. */
function TitleCell({ row, href }: { readonly row: Listed; readonly href: string }) {
  const { found, title } = row;
  if (found === undefined) return <a href={href}>{title}</a>;
  return (
    <>
      <a href={href}>
        <span>
          <Marked of={found.title} />
        </span>
      </a>
      {wordsIn(found.excerpt) > wordsIn(found.title) ? (
        <span className="excerpt">
          <Marked of={found.excerpt} />
        </span>
      ) : undefined}
    </>
  );
}

/** How many different words were found: the text is shown where it tells more than the title. */
function wordsIn(stretches: NonNullable<Listed["found"]>["title"]): number {
  return new Set(stretches.filter(({ found }) => found).map(({ text }) => text)).size;
}

function dueCell(row: Listed) {
  const open = row.state === "waiting" || row.state === "handling";
  return row.dueAt === null || !open ? "—" : <Deadline dueAtUtc={row.dueAt} />;
}

/** Its state, and what came of it where something did. */
export function stateWords(
  t: ReturnType<typeof useText>,
  row: Pick<Listed, "state" | "outcome" | "imported" | "archived">,
): string {
  const words =
    row.outcome === null || row.state === "handling" || row.state === "withdrawn"
      ? t(`states.${row.state}`)
      : `${t(`states.${row.state}`)} · ${t(`outcomes.${row.outcome}`)}`;
  if (row.archived) return `${words} · ${t("archive.archived")}`;
  return row.imported ? `${words} · ${t("imported")}` : words;
}
