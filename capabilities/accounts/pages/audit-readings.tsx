import type { PageArgs, PageProps } from "#platform/page.ts";
import { Instant, ListPage, orRefuse, readSearch, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { auditReadings } from "../contract/audit-readings.ts";
import { AuditedBy } from "./audit-by.tsx";
import { useActWords } from "./audit-words.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(auditReadings, readSearch(request, auditReadings)));

type Reading = PageProps<typeof loader>["loaderData"]["readings"][number];

/** Who looked at whose personal data, for whoever audits; those it names are shown that it was read. */
export default function AuditReadingsPage({ loaderData: { readings, next } }: PageProps<typeof loader>) {
  const t = useText("accounts");
  const path = useTenantPath();
  const words = useActWords();
  const columns: readonly Column<Reading>[] = [
    { key: "by", head: t("audit.by"), names: true, render: ({ by }) => <AuditedBy by={by} /> },
    { key: "at", head: t("audit.at"), render: ({ at }) => <Instant at={at} /> },
    {
      key: "of",
      head: t("audit.of"),
      render: ({ personId, name }) => (
        <a href={path(`accounts/audit/readings?personId=${personId}`)}>{name === "" ? t("audit.gone") : name}</a>
      ),
    },
    { key: "purpose", head: t("audit.purpose"), render: ({ purpose }) => words(purpose) },
  ];
  return (
    <ListPage
      title={t("audit.readingsTitle")}
      lead={t("audit.readingsLead")}
      views={[
        { href: path("accounts/audit"), words: t("audit.views.acts") },
        { href: path("accounts/audit/readings"), words: t("audit.views.readings"), current: true },
      ]}
      signature={auditReadings}
      filters={["from", "to"]}
      columns={columns}
      rows={readings}
      rowKey={(row) => row.id}
      next={next ?? undefined}
      empty={{ says: t("audit.empty") }}
    />
  );
}
