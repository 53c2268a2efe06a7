import type { PageArgs, PageProps } from "#platform/page.ts";
import { ListPage, orRefuse, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listDivisions } from "../contract/list-divisions.ts";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listDivisions, {}));

type Row = PageProps<typeof loader>["loaderData"]["divisions"][number];

export default function TreePage({ loaderData: { above, divisions } }: PageProps<typeof loader>) {
  const t = useText("divisions");
  const path = useTenantPath();
  const top = divisions[0]?.level ?? 0;
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("columns.name"),
      names: true,
      render: (row) => (
        <>
          {"　".repeat(row.level - top)}
          <a href={path(`divisions/${row.code}`)}>{row.name}</a>
        </>
      ),
    },
    { key: "level", head: t("columns.level"), render: (row) => t(`levels.${row.level}`) },
    { key: "code", head: t("columns.code"), render: (row) => <span className="figures">{row.code}</span> },
    { key: "grids", head: t("columns.grids"), render: (row) => row.grids.map((grid) => grid.name).join(t("comma")) || "—" },
  ];
  return (
    <ListPage
      title={t("tree.title")}
      lead={above.length === 0 ? t("tree.lead") : t("tree.leadIn", { above: above.map(({ name }) => name).join(" › ") })}
      signature={listDivisions}
      columns={columns}
      rows={divisions}
      rowKey={(row) => row.code}
      count={{ count: divisions.length }}
      empty={{ says: t("tree.empty") }}
    />
  );
}
