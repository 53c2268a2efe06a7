import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  FoldedForm,
  ListPage,
  on,
  orRefuse,
  readSearch,
  Section,
  submitForm,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { confirmMembers } from "../contract/confirm-members.ts";
import { listOthers } from "../contract/list-others.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listOthers, readSearch(request, listOthers)));

/** Whoever was entered is gone from this page: the search stays, and its first page shows whom else it finds. */
export const action = (args: PageArgs<"tenant">) => {
  const search = new URL(args.request.url).searchParams;
  search.delete("cursor");
  return submitForm(
    args,
    on(confirmMembers, { done: () => `/t/${args.params.tenant}/rolls/members/confirm?${search.toString()}` }),
  );
};

type Row = PageProps<typeof loader>["loaderData"]["others"][number];

/** Those of a village who are no members of its collective yet, a page at a time, to be entered by the decision that confirmed them. */
export default function ConfirmMembersPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const here = list.areas.find(({ value }) => value === list.area)?.name ?? "";
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("columns.name"),
      names: true,
      render: (row) => <a href={path(`register/persons/${row.id}`)}>{row.name}</a>,
    },
    { key: "household", head: t("columns.household"), render: (row) => <span className="figures">{row.household || "—"}</span> },
  ];
  return (
    <>
      <ListPage
        title={t("members.confirm")}
        lead={t("members.confirmHelp")}
        crumbs={[{ href: path(`rolls/members?area=${list.area}`), words: t("members.title", { area: here }) }]}
        signature={listOthers}
        options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
        columns={columns}
        rows={list.others}
        rowKey={(row) => row.id}
        count={{ count: list.count }}
        next={list.next ?? undefined}
        empty={{ says: t("members.nobody") }}
      />
      {list.others.length === 0 ? undefined : (
        <div className="page">
          <Section title={t("members.ofThisPage")}>
            <FoldedForm
              signature={confirmMembers}
              state={actionData}
              values={{ area: list.area }}
              options={{
                area: [{ value: list.area, label: here }],
                personIds: list.others.map(({ id, household, name }) => ({ value: id, label: `${household} ${name}`.trim() })),
              }}
            />
          </Section>
        </div>
      )}
    </>
  );
}
