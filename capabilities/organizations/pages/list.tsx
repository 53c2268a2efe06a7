import type { PageArgs, PageProps } from "#platform/page.ts";
import { ListPage, orRefuse, readSearch, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listOrganizations } from "../contract/list-organizations.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listOrganizations, readSearch(request, listOrganizations)));

type Row = PageProps<typeof loader>["loaderData"]["organizations"][number];

export default function OrganizationsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("organizations");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("columns.name"),
      names: true,
      render: (row) => <a href={path(`organizations/${row.id}`)}>{row.name}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => t(`kinds.${row.kind}`) },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "phone", head: t("columns.phone"), render: (row) => <Phone number={row.phone} /> },
  ];
  return (
    <ListPage
      title={t("list.title")}
      lead={t("list.lead")}
      acts={
        list.may.includes("add-organization") ? (
          <a className="button" href={path("organizations/new")}>
            {t("actions.add-organization")}
          </a>
        ) : undefined
      }
      signature={listOrganizations}
      filters={["kind", "area"]}
      options={{ area: list.areas.map(({ value, name, level }) => ({ value, label: "　".repeat(Math.max(0, level)) + name })) }}
      columns={columns}
      rows={list.organizations}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("list.empty") }}
    />
  );
}

function Phone({ number }: { readonly number: string }) {
  if (number === "") return "—";
  return (
    <a className="figures" href={`tel:${number.replaceAll(/[^\d+]/g, "")}`}>
      {number}
    </a>
  );
}
