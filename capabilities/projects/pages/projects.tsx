import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, ListPage, Money, orRefuse, readSearch, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listProjects } from "../contract/list-projects.ts";
import { ProjectState } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listProjects, readSearch(request, listProjects)));

type Row = PageProps<typeof loader>["loaderData"]["projects"][number];

export default function ProjectsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("projects");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`projects/${row.number}`)}>{row.title}</a>,
    },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "state", head: t("columns.state"), render: (row) => <ProjectState project={row} /> },
    { key: "due", head: t("columns.due"), render: (row) => <Day day={row.finishedOn ?? row.dueOn} /> },
    { key: "budget", head: t("columns.budget"), numeric: true, render: (row) => <Money cents={row.budgetCents} /> },
    { key: "cost", head: t("columns.cost"), numeric: true, render: (row) => <Money cents={row.costCents} /> },
  ];
  return (
    <ListPage
      title={t("list.title")}
      lead={t("list.lead")}
      acts={
        list.may.includes("begin-project") ? (
          <a className="button main" href={path("projects/new")}>
            {t("actions.begin-project")}
          </a>
        ) : undefined
      }
      signature={listProjects}
      options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
      columns={columns}
      rows={list.projects}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("list.none") }}
    />
  );
}
