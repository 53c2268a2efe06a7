import type { PageArgs, PageProps } from "#platform/page.ts";
import { Instant, ListPage, orRefuse, readSearch, StatusTag, useTenantPath, useText } from "#ui-kit/index.ts";
import { listCorrections } from "../contract/list-corrections.ts";
import { CORRECTION_TONES } from "./correction-list.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listCorrections, readSearch(request, listCorrections)));

export default function CorrectionsPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText("register");
  const path = useTenantPath();
  return (
    <ListPage
      title={t("corrections.title")}
      lead={t("corrections.lead")}
      signature={listCorrections}
      columns={[
        {
          key: "name",
          head: t("columns.name"),
          names: true,
          render: (row) => <a href={path(`register/persons/${row.personId}`)}>{row.name}</a>,
        },
        { key: "field", head: t("corrections.field"), render: (row) => t(`facts.${row.field}`) },
        { key: "area", head: t("columns.area"), render: (row) => row.area },
        { key: "asked", head: t("corrections.askedAt"), render: (row) => <Instant at={row.askedAt} /> },
        {
          key: "state",
          head: t("columns.state"),
          render: (row) => <StatusTag tone={CORRECTION_TONES[row.state]}>{t(`corrections.states.${row.state}`)}</StatusTag>,
        },
      ]}
      rows={loaderData.corrections}
      rowKey={(row) => row.id}
      empty={{ says: t("corrections.empty") }}
    />
  );
}
