import type { PageArgs, PageProps } from "#platform/page.ts";
import { ListPage, orRefuse, readSearch, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listHouseholds } from "../contract/list-households.ts";
import { areaOptions, idOptions } from "./area-options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listHouseholds, readSearch(request, listHouseholds)));

type Row = PageProps<typeof loader>["loaderData"]["households"][number];

export default function HouseholdsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("register");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    {
      key: "number",
      head: t("columns.number"),
      names: true,
      render: (row) => (
        <a className="figures" href={path(`register/households/${row.id}`)}>
          {row.number}
        </a>
      ),
    },
    { key: "head", head: t("columns.head"), render: (row) => row.head || "—" },
    { key: "members", head: t("columns.members"), numeric: true, render: (row) => row.members },
    { key: "area", head: t("columns.area"), render: (row) => [row.area, row.group].filter(Boolean).join(" · ") },
    { key: "address", head: t("columns.address"), render: (row) => row.address || "—" },
  ];
  return (
    <ListPage
      title={t("households.title")}
      lead={t("households.lead")}
      acts={
        list.may.includes("add-household") ? (
          <a className="button main" href={path("register/households/new")}>
            {t("actions.add-household")}
          </a>
        ) : undefined
      }
      signature={listHouseholds}
      filters={["area", "group"]}
      options={{ area: areaOptions(list.areas), group: idOptions(list.groups) }}
      columns={columns}
      rows={list.households}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("households.empty") }}
    />
  );
}
