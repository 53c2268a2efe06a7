import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Confirm,
  ListPage,
  on,
  orRefuse,
  readSearch,
  SignatureForm,
  submitForm,
  useTenantPath,
  useText,
  type Column,
  type FormState,
} from "#ui-kit/index.ts";
import { endPower } from "../contract/end-power.ts";
import { listPowers } from "../contract/list-powers.ts";
import { treeOptions } from "./options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listPowers, readSearch(request, listPowers)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(endPower, { done: () => `/t/${args.params.tenant}/rules/powers` }));

type Row = PageProps<typeof loader>["loaderData"]["powers"][number];

export default function PowersPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rules");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    { key: "matter", head: t("columns.matter"), names: true, render: (row) => row.matter },
    {
      key: "organization",
      head: t("columns.organization"),
      render: (row) => <a href={path(`organizations/${row.organizationId}`)}>{row.organization}</a>,
    },
    { key: "act", head: t("columns.act"), render: (row) => t(`acts.${row.act}`) },
    {
      key: "level",
      head: t("columns.level"),
      render: (row) => t("levelIn", { level: t(`levels.${row.level}`), area: row.area }),
    },
    { key: "means", head: t("columns.means"), render: (row) => row.means },
    {
      key: "rule",
      head: t("columns.rule"),
      render: (row) => (
        <>
          {cited(row, t)}
          <EndPower row={row} state={actionData} />
        </>
      ),
    },
  ];
  return (
    <ListPage
      title={t("powers.title")}
      lead={t("powers.lead")}
      acts={
        list.may.includes("grant-power") ? (
          <a className="button" href={path("rules/powers/new")}>
            {t("menu.grant")}
          </a>
        ) : undefined
      }
      signature={listPowers}
      filters={["matter", "organization", "level", "act"]}
      options={{
        matter: treeOptions(list.matters.map(({ code, name, level }) => ({ value: code, name, level }))),
        organization: list.organizations.map(({ id, name }) => ({ value: id, label: name })),
      }}
      columns={columns}
      rows={list.powers}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t("powers.empty") }}
    />
  );
}

function cited(row: Row, t: ReturnType<typeof useText>): string {
  return row.article === ""
    ? t("citedWhole", { source: row.ruleTitle })
    : t("cited", { source: row.ruleTitle, article: row.article });
}

function EndPower({ row, state }: { readonly row: Row; readonly state: FormState | undefined }) {
  const t = useText("rules");
  if (!row.mayEnd) return undefined;
  const form = <SignatureForm id={row.id} signature={endPower} state={state} values={{ id: row.id }} />;
  if (state?.form === `${endPower.name}#${row.id}`) return form;
  return <Confirm act={t("actions.end-power")}>{form}</Confirm>;
}
