import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Day,
  EmptyState,
  Filters,
  orRefuse,
  PageHead,
  readSearch,
  StatusTag,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { listOverdue } from "../contract/list-overdue.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listOverdue, readSearch(request, listOverdue)));

type Row = PageProps<typeof loader>["loaderData"]["late"][number];

/** Everything of everybody that is late, the longest first: nothing is late in silence. */
export default function OverduePage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    { key: "title", head: t("columns.title"), names: true, render: (row) => <a href={path(row.page)}>{row.title}</a> },
    { key: "what", head: t("overdue.what"), render: (row) => <What row={row} /> },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "who", head: t("overdue.who"), render: (row) => row.who || t("noOwner") },
    { key: "due", head: t("columns.due"), render: (row) => <Day day={row.dueOn} /> },
    {
      key: "late",
      head: t("overdue.late"),
      numeric: true,
      render: (row) => <StatusTag tone="bad">{t("overdue.days", { count: row.daysLate })}</StatusTag>,
    },
  ];
  return (
    <article className="page">
      <PageHead
        title={t("overdue.title")}
        lead={t("overdue.lead", { count: list.late.length })}
        crumbs={[{ href: path("disclosure"), words: t("board.title") }]}
      />
      <Filters signature={listOverdue} options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }} />
      {list.late.length === 0 ? (
        <EmptyState says={t("overdue.none")} next={<a href={path("disclosure/catalogue")}>{t("menu.catalogue")}</a>} />
      ) : (
        <DataTable
          caption={t("overdue.title")}
          rows={list.late}
          rowKey={(row) => `${row.page} ${row.what} ${row.dueOn} ${row.title}`}
          columns={columns}
        />
      )}
    </article>
  );
}

/** What was to be done; how often, where many are told as one. */
function What({ row: { what, count } }: { readonly row: Row }) {
  const t = useText("disclosure");
  const sort = t(`overdue.sorts.${what}`);
  return count === undefined ? sort : t("overdue.several", { sort, count });
}
