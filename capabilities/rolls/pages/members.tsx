import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Day,
  FoldedForm,
  ListPage,
  on,
  orRefuse,
  readSearch,
  submitForm,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { endMember } from "../contract/end-member.ts";
import { listMembers } from "../contract/list-members.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listMembers, readSearch(request, listMembers)));

export const action = (args: PageArgs<"tenant">) => {
  const done = () => `/t/${args.params.tenant}/rolls/members${new URL(args.request.url).search}`;
  return submitForm(args, on(endMember, { done }));
};

type Row = PageProps<typeof loader>["loaderData"]["members"][number];

/** The collective's own list of members: what its members' meeting is called by. */
export default function MembersPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("columns.name"),
      names: true,
      render: (row) => <a href={path(`register/persons/${row.personId}`)}>{row.name}</a>,
    },
    {
      key: "household",
      head: t("columns.household"),
      render: (row) => <span className="figures">{row.household || "—"}</span>,
    },
    { key: "way", head: t("members.way"), render: (row) => t(`memberWays.${row.way}`) },
    { key: "from", head: t("members.from"), render: (row) => <Day day={row.from} /> },
    {
      key: "acts",
      head: t("columns.acts"),
      render: (row) => (
        <FoldedForm id={row.id} signature={endMember} state={actionData} values={{ id: row.id }} help={t("members.endHelp")} />
      ),
    },
  ];
  return (
    <ListPage
      title={t("members.title", { area: list.areas.find(({ value }) => value === list.area)?.name ?? "" })}
      lead={t("members.lead")}
      acts={
        list.may.includes("confirm-members") ? (
          <a className="button main" href={path(`rolls/members/confirm?area=${list.area}`)}>
            {t("members.confirm")}
          </a>
        ) : undefined
      }
      signature={listMembers}
      options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
      columns={columns}
      rows={list.members}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("members.empty") }}
    />
  );
}
