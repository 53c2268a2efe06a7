import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, Deadline, ListPage, orRefuse, readSearch, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listProposals } from "../contract/list-proposals.ts";
import { ProposalState } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listProposals, readSearch(request, listProposals)));

type Row = PageProps<typeof loader>["loaderData"]["proposals"][number];

export default function ProposalsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`resolutions/${row.number}`)}>{row.title}</a>,
    },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "proposed", head: t("columns.proposedOn"), render: (row) => <Day day={row.proposedOn} /> },
    { key: "state", head: t("columns.state"), render: (row) => <ProposalState state={row.state} /> },
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
        list.may.includes("propose") ? (
          <a className="button main" href={path("resolutions/new")}>
            {t("actions.propose")}
          </a>
        ) : undefined
      }
      signature={listProposals}
      options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
      columns={columns}
      rows={list.proposals}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("list.none") }}
    />
  );
}
