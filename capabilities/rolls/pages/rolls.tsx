import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Day,
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
import { freezeRoll } from "../contract/freeze-roll.ts";
import { listRolls } from "../contract/list-rolls.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listRolls, readSearch(request, listRolls)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(freezeRoll, { done: ({ id }) => `/t/${args.params.tenant}/rolls/${id}` }));

type Row = PageProps<typeof loader>["loaderData"]["rolls"][number];

export default function RollsPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const areas = list.areas.map(({ value, name }) => ({ value, label: name }));
  const columns: readonly Column<Row>[] = [
    { key: "title", head: t("columns.title"), names: true, render: (row) => <a href={path(`rolls/${row.id}`)}>{row.title}</a> },
    { key: "kind", head: t("columns.kind"), render: (row) => t(`kinds.${row.kind}`) },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "day", head: t("columns.onDay"), render: (row) => <Day day={row.onDay} /> },
    { key: "persons", head: t("columns.persons"), numeric: true, render: (row) => row.persons },
    { key: "households", head: t("columns.households"), numeric: true, render: (row) => row.households },
    { key: "version", head: t("columns.version"), numeric: true, render: (row) => row.version },
  ];
  return (
    <>
      <ListPage
        title={t("list.title")}
        lead={t("list.lead")}
        signature={listRolls}
        options={{ area: areas }}
        columns={columns}
        rows={list.rolls}
        rowKey={(row) => row.id}
        empty={{ says: t("list.empty") }}
      />
      {list.may.includes("freeze-roll") ? (
        <div className="page">
          <Section title={t("list.keep")} className="section no-print">
            <FoldedForm signature={freezeRoll} state={actionData} options={{ area: areas }} help={t("list.freezeHelp")} />
          </Section>
        </div>
      ) : undefined}
    </>
  );
}
