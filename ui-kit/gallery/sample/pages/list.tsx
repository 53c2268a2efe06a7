import type { PageArgs, PageProps } from "../../../../platform/page.ts";
import { Count, Deadline, ListPage, Money, readSearch, StatusTag, useTenantPath, useText, type Column } from "../../../index.ts";
import { searchMatters } from "../contract/search-matters.ts";
import { MATTERS, VILLAGES, type Matter } from "../invented.ts";

const STATES = { waiting: "待受理", working: "办理中", done: "已办结" } as const;

export function loader({ request }: PageArgs<"tenant">) {
  const { q = "", state } = readSearch(request, searchMatters);
  const rows = MATTERS.filter(
    ({ title, state: { words } }) => title.includes(q) && (state === undefined || words === STATES[state]),
  );
  return { rows, villages: VILLAGES, next: "bmV4dA" };
}

export default function MatterList({ loaderData: { rows, villages, next } }: PageProps<typeof loader>) {
  const t = useText("sample");
  const path = useTenantPath();
  const columns: readonly Column<Matter>[] = [
    { key: "title", head: t("list.matter"), names: true, render: ({ title }) => <a href={path("sample/matter")}>{title}</a> },
    { key: "state", head: t("list.state"), render: ({ state }) => <StatusTag tone={state.tone}>{state.words}</StatusTag> },
    { key: "village", head: t("list.village"), render: ({ village }) => village },
    {
      key: "due",
      head: t("list.due"),
      render: ({ dueAtUtc, state }) => (
        <Deadline dueAtUtc={dueAtUtc} doneAtUtc={state.tone === "good" ? "2026-11-10T02:00:00.000Z" : undefined} />
      ),
    },
    { key: "households", head: t("list.households"), numeric: true, render: ({ households }) => <Count value={households} /> },
    { key: "cost", head: t("list.cost"), numeric: true, render: ({ costCents }) => <Money cents={costCents} /> },
  ];
  return (
    <ListPage
      title={t("list.title")}
      lead={t("list.lead")}
      acts={
        <a className="button main" href={path("sample/raise")}>
          {t("menu.raise")}
        </a>
      }
      signature={searchMatters}
      options={{ villageId: villages }}
      views={[
        { href: path("sample"), words: t("list.all"), count: 12, current: true },
        { href: `${path("sample")}?state=working`, words: t("list.working"), count: 3 },
      ]}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      count={{ count: 10_000, more: true }}
      next={next}
      exports={[
        { href: `${path("sample")}.csv`, words: "CSV" },
        { href: `${path("sample")}.xlsx`, words: "XLSX" },
      ]}
      empty={{ says: t("list.empty"), next: <a href={path("sample/raise")}>{t("menu.raise")}</a> }}
    />
  );
}
