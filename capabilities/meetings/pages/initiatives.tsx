import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Day,
  EmptyState,
  FoldedForm,
  on,
  orRefuse,
  PageHead,
  readSearch,
  Section,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { listInitiatives } from "../contract/list-initiatives.ts";
import { startInitiative } from "../contract/start-initiative.ts";
import { initiativeState, useNamed } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listInitiatives, readSearch(request, listInitiatives)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(startInitiative, { done: ({ id }) => `/t/${args.params.tenant}/meetings/initiatives/${id}` }));

type Row = PageProps<typeof loader>["loaderData"]["initiatives"][number];

export default function InitiativesPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const named = useNamed();
  const columns: readonly Column<Row>[] = [
    {
      key: "title",
      head: t("initiative.column"),
      names: true,
      render: (row) => <a href={path(`meetings/initiatives/${row.id}`)}>{row.title}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => named(row.kind) },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "signed", head: t("initiative.signed"), numeric: true, render: (row) => `${row.signed} / ${row.needed ?? "—"}` },
    { key: "due", head: t("initiative.dueOn"), render: (row) => (row.dueOn === null ? "—" : <Day day={row.dueOn} />) },
    {
      key: "state",
      head: t("columns.state"),
      render: (row) => (
        <StatusTag tone={row.late ? "bad" : row.state === "answered" ? "good" : "info"}>{t(initiativeState(row))}</StatusTag>
      ),
    },
  ];
  return (
    <article className="page">
      <PageHead
        title={t("initiative.title")}
        lead={t("initiative.lead")}
        crumbs={[{ href: path("meetings"), words: t("list.title") }]}
      />
      {list.initiatives.length === 0 ? (
        <EmptyState says={t("initiative.none")} />
      ) : (
        <DataTable caption={t("initiative.title")} rows={list.initiatives} rowKey={(row) => row.id} columns={columns} />
      )}
      {list.may.includes("start-initiative") ? (
        <Section title={t("initiative.begin")}>
          <FoldedForm
            signature={startInitiative}
            state={actionData}
            options={{ kind: list.kinds.map((kind) => ({ value: kind.value, label: named(kind) })) }}
            help={t("initiative.beginHelp")}
          />
        </Section>
      ) : undefined}
    </article>
  );
}
