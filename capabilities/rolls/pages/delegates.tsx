import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Day,
  FoldedForm,
  ListPage,
  on,
  orRefuse,
  readSearch,
  Section,
  StatusTag,
  submitForm,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { endDelegate } from "../contract/end-delegate.ts";
import { listDelegates } from "../contract/list-delegates.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listDelegates, readSearch(request, listDelegates)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(
    args,
    on(endDelegate, { done: () => `/t/${args.params.tenant}/rolls/delegates${new URL(args.request.url).search}` }),
  );

type Row = PageProps<typeof loader>["loaderData"]["delegates"][number];

export default function DelegatesPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("rolls");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      head: t("columns.name"),
      names: true,
      render: (row) => <a href={path(`register/persons/${row.personId}`)}>{row.name}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => t(`delegateKinds.${row.kind}`) },
    { key: "sex", head: t("columns.sex"), render: (row) => (row.woman ? t("woman") : t("man")) },
    { key: "area", head: t("columns.area"), render: (row) => [row.area, row.group].filter(Boolean).join(" · ") },
    { key: "households", head: t("columns.represents"), numeric: true, render: (row) => row.households },
    { key: "from", head: t("columns.from"), render: (row) => <Day day={row.from} /> },
  ];
  const acts: Column<Row> = {
    key: "acts",
    head: t("columns.acts"),
    render: (row) => <FoldedForm id={row.id} signature={endDelegate} state={actionData} values={{ id: row.id }} />,
  };
  return (
    <>
      <ListPage
        title={t("delegates.title")}
        lead={t("delegates.lead")}
        signature={listDelegates}
        options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
        columns={list.may.includes("end-delegate") ? [...columns, acts] : columns}
        rows={list.delegates}
        rowKey={(row) => row.id}
        count={{ count: list.delegates.length }}
        empty={{ says: t("delegates.empty") }}
      />
      {list.composition.length === 0 ? undefined : (
        <div className="page">
          <Section title={t("delegates.composition")}>
            <ul>
              {list.composition.map((one) => (
                <li key={`${one.kind} ${one.sentence}`}>
                  {t(`delegateKinds.${one.kind}`)}{" "}
                  <StatusTag tone={one.met === false ? "warn" : "good"}>{t(one.met === false ? "notMet" : "met")}</StatusTag>{" "}
                  {locale === "en" ? one.sentenceEn : one.sentence}
                </li>
              ))}
            </ul>
          </Section>
        </div>
      )}
    </>
  );
}
