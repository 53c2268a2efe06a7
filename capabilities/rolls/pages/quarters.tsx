import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  EmptyState,
  formatFloor,
  orRefuse,
  PageHead,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { listQuarters } from "../contract/list-quarters.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listQuarters, {}));

type Row = PageProps<typeof loader>["loaderData"]["quarters"][number];

/** Residential quarters, each with its own list of owners: what an owners' assembly is called by. */
export default function QuartersPage({ loaderData: { quarters } }: PageProps<typeof loader>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("owners.quarter"),
      names: true,
      render: (row) => <a href={path(`rolls/owners/${row.id}`)}>{row.name}</a>,
    },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "owners", head: t("owners.persons"), numeric: true, render: (row) => row.owners },
    { key: "floor", head: t("owners.floor"), numeric: true, render: (row) => formatFloor(row.floorDm2, locale) },
  ];
  return (
    <article className="page">
      <PageHead title={t("owners.title")} lead={t("owners.lead")} />
      {quarters.length === 0 ? (
        <EmptyState says={t("owners.noQuarter")} next={<a href={path("register/groups")}>{t("owners.toGroups")}</a>} />
      ) : (
        <DataTable caption={t("owners.title")} rows={quarters} rowKey={(row) => row.id} columns={columns} />
      )}
    </article>
  );
}
