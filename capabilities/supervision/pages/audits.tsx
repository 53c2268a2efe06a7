import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, Deadline, ListPage, orRefuse, readSearch, StatusTag, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listAudits } from "../contract/list-audits.ts";
import { auditState, toneOfState } from "./yearly-words.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listAudits, readSearch(request, listAudits)));

type Row = PageProps<typeof loader>["loaderData"]["audits"][number];

export function useAuditColumns(): readonly Column<Row>[] {
  const t = useText("supervision");
  const path = useTenantPath();
  return [
    {
      key: "holder",
      head: t("audits.holder"),
      names: true,
      render: (row) => <a href={path(`supervision/audits/${row.number}`)}>{row.holder || row.title}</a>,
    },
    { key: "organization", head: t("audits.organization"), render: (row) => row.organization },
    { key: "title", head: t("audits.post"), render: (row) => row.title },
    { key: "kind", head: t("audits.kind"), render: (row) => t(`auditKinds.${row.kind}`) },
    { key: "because", head: t("audits.because"), render: (row) => <Day day={row.becauseOn} /> },
    {
      key: "due",
      head: t("audits.due"),
      render: (row) =>
        row.publishedOn === null ? <Deadline dueAtUtc={`${row.dueOn}T16:00:00.000Z`} /> : <Day day={row.publishedOn} />,
    },
    {
      key: "state",
      head: t("audits.state"),
      render: (row) => <StatusTag tone={toneOfState(auditState(row))}>{t(`auditStates.${auditState(row)}`)}</StatusTag>,
    },
  ];
}

/** Whose time in office is audited, by when, and what came of it. */
export default function AuditsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("supervision");
  const path = useTenantPath();
  return (
    <ListPage
      title={t("audits.title")}
      lead={t("audits.lead")}
      crumbs={[{ href: path("supervision"), words: t("list.title") }]}
      acts={
        <a className="alone" href={path("supervision/appraisals")}>
          {t("appraisals.title")}
        </a>
      }
      signature={listAudits}
      filters={["area", "kind"]}
      options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
      columns={useAuditColumns()}
      rows={list.audits}
      rowKey={({ id }) => id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("audits.none") }}
    />
  );
}
