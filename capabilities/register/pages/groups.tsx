import type { PageArgs, PageProps } from "#platform/page.ts";
import { on, orRefuse, ListPage, readSearch, Section, submitForm, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { addGroup } from "../contract/add-group.ts";
import { endGroup } from "../contract/end-group.ts";
import { listGroups } from "../contract/list-groups.ts";
import { areaOptions } from "./area-options.ts";
import { RegisterAct } from "./register-act.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listGroups, readSearch(request, listGroups)));

export const action = (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/register/groups`;
  return submitForm(args, on(addGroup, { done }), on(endGroup, { done }));
};

type Row = PageProps<typeof loader>["loaderData"]["groups"][number];

export default function GroupsPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("register");
  const path = useTenantPath();
  const keeps = list.may.includes("add-group");
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("columns.group"),
      names: true,
      render: (row) => <a href={`${path("register/households")}?group=${row.id}`}>{row.name}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => t(`groupKinds.${row.kind}`) },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "households", head: t("columns.households"), numeric: true, render: (row) => row.households },
    { key: "persons", head: t("columns.persons"), numeric: true, render: (row) => row.persons },
  ];
  const acts: Column<Row> = {
    key: "acts",
    head: t("columns.acts"),
    render: (row) =>
      row.households > 0 ? "—" : <RegisterAct id={row.id} signature={endGroup} state={actionData} values={{ id: row.id }} />,
  };
  return (
    <>
      <ListPage
        title={t("groups.title")}
        lead={t("groups.lead")}
        signature={listGroups}
        options={{ area: areaOptions(list.areas) }}
        columns={keeps && list.groups.some(({ households }) => households === 0) ? [...columns, acts] : columns}
        rows={list.groups}
        rowKey={(row) => row.id}
        count={{ count: list.groups.length }}
        empty={{ says: t("groups.empty") }}
      />
      {keeps ? (
        <div className="page">
          <Section title={t("groups.keep")} className="section no-print">
            <RegisterAct signature={addGroup} state={actionData} options={{ area: areaOptions(list.areas) }} />
          </Section>
        </div>
      ) : undefined}
    </>
  );
}
