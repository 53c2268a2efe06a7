import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Day,
  hereWith,
  ListPage,
  orRefuse,
  readSearch,
  StatusTag,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { listEntries } from "../contract/list-entries.ts";
import { Standing } from "./Standing.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listEntries, readSearch(request, listEntries)));

type List = PageProps<typeof loader>["loaderData"];
type Row = List["entries"][number];

export default function RecordPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("record");
  const path = useTenantPath();
  const { here, viewer } = useSetting();
  const english = viewer.locale === "en";
  const columns: readonly Column<Row>[] = [
    { key: "index", head: t("columns.number"), numeric: true, render: (row) => row.index + 1 },
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`record/${row.index}`)}>{row.title === "" ? t("untitled") : row.title}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => (english ? row.kindNameEn : row.kindName) },
    {
      key: "form",
      head: t("columns.form"),
      render: (row) => <StatusTag tone={row.form === "withdrawn" ? "warn" : "neutral"}>{t(`forms.${row.form}`)}</StatusTag>,
    },
    { key: "on", head: t("columns.on"), render: (row) => <Day day={row.on} /> },
  ];
  return (
    <ListPage
      title={t("list.title")}
      lead={<Standing list={list} />}
      signature={listEntries}
      filters={["kind"]}
      options={{ kind: list.kinds.map(({ kind, name, nameEn }) => ({ value: kind, label: english ? nameEn : name })) }}
      columns={columns}
      rows={list.entries}
      rowKey={(row) => String(row.index)}
      next={list.next === null ? undefined : hereWith(here, { after: list.next })}
      previous={new URLSearchParams(here.query).has("after") ? hereWith(here, { after: undefined }) : undefined}
      exports={list.size === 0 ? [] : [{ href: path("record/check"), words: t("list.check") }]}
      empty={{ says: t("list.empty") }}
    />
  );
}
