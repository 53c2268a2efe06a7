import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Day,
  FoldedForm,
  formatFloor,
  ListPage,
  on,
  orRefuse,
  readSearch,
  submitForm,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { endOwner } from "../contract/end-owner.ts";
import { listOwners } from "../contract/list-owners.ts";

export const loader = async ({ request, params, context }: PageArgs<"tenant" | "id">) =>
  orRefuse(await context.call(listOwners, { ...readSearch(request, listOwners), groupId: params.id }));

export const action = (args: PageArgs<"tenant" | "id">) => {
  const { tenant, id } = args.params;
  return submitForm(args, on(endOwner, { done: () => `/t/${tenant}/rolls/owners/${id}${new URL(args.request.url).search}` }));
};

type Row = PageProps<typeof loader>["loaderData"]["owners"][number];

/** One quarter's premises, each with the owner who counts for it. */
export default function OwnersPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  const columns: readonly Column<Row>[] = [
    { key: "premises", head: t("owners.premises"), render: (row) => row.premises },
    {
      key: "name",
      head: t("columns.name"),
      names: true,
      render: (row) => <a href={path(`register/persons/${row.personId}`)}>{row.name}</a>,
    },
    { key: "floor", head: t("owners.floor"), numeric: true, render: (row) => formatFloor(row.floorDm2, locale) },
    { key: "from", head: t("columns.from"), render: (row) => <Day day={row.from} /> },
    {
      key: "acts",
      head: t("columns.acts"),
      render: (row) => (
        <FoldedForm id={row.id} signature={endOwner} state={actionData} values={{ id: row.id }} help={t("owners.endHelp")} />
      ),
    },
  ];
  return (
    <ListPage
      title={t("owners.titleOf", { quarter: list.quarter })}
      lead={t("owners.sum", { persons: list.persons, floor: list.floorDm2 })}
      crumbs={[{ href: path("rolls/owners"), words: t("owners.title") }]}
      acts={
        <a className="button" href={path("register")}>
          {t("owners.toPersons")}
        </a>
      }
      signature={listOwners}
      filters={[]}
      columns={columns}
      rows={list.owners}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("owners.empty") }}
    />
  );
}
