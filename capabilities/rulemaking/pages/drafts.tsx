import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, Deadline, ListPage, orRefuse, readSearch, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listDrafts } from "../contract/list-drafts.ts";
import { DraftState } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listDrafts, readSearch(request, listDrafts)));

type Row = PageProps<typeof loader>["loaderData"]["drafts"][number];

export default function DraftsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("rulemaking");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`rulemaking/${row.number}`)}>{row.title}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => t(`kinds.${row.kind}`) },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "began", head: t("columns.beganOn"), render: (row) => <Day day={row.beganOn} /> },
    { key: "state", head: t("columns.state"), render: (row) => <DraftState state={row.state} /> },
    {
      key: "due",
      head: t("columns.due"),
      render: (row) =>
        row.dueAt === null ? row.endedOn === null ? "—" : <Day day={row.endedOn} /> : <Deadline dueAtUtc={row.dueAt} />,
    },
  ];
  return (
    <ListPage
      title={t("list.title")}
      lead={t("list.lead")}
      acts={
        list.may.includes("begin-draft") ? (
          <a className="button main" href={path("rulemaking/new")}>
            {t("actions.begin-draft")}
          </a>
        ) : undefined
      }
      signature={listDrafts}
      options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
      columns={columns}
      rows={list.drafts}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("list.none") }}
    />
  );
}
