import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, ListPage, orRefuse, readSearch, StatusTag, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listRules } from "../contract/list-rules.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listRules, readSearch(request, listRules)));

type Row = PageProps<typeof loader>["loaderData"]["rules"][number];

export default function RulesPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("rules");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    { key: "title", head: t("columns.title"), names: true, render: (row) => <a href={path(`rules/${row.id}`)}>{row.title}</a> },
    { key: "level", head: t("columns.level"), render: (row) => t(`ruleLevels.${row.level}`) },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    {
      key: "version",
      head: t("columns.version"),
      render: (row) =>
        row.version === null ? (
          <StatusTag tone="neutral">{t("states.past")}</StatusTag>
        ) : (
          t("versionNumber", { version: row.version })
        ),
    },
    { key: "from", head: t("columns.from"), render: (row) => (row.from === null ? "—" : <Day day={row.from} />) },
  ];
  return (
    <ListPage
      title={t("list.title")}
      lead={t("list.lead")}
      acts={
        list.may.includes("enact-rule") ? (
          <a className="button" href={path("rules/new")}>
            {t("menu.enact")}
          </a>
        ) : undefined
      }
      signature={listRules}
      filters={["level"]}
      columns={columns}
      rows={list.rules}
      rowKey={(row) => row.id}
      count={{ count: list.rules.length }}
      empty={{ says: t("list.empty") }}
    />
  );
}
