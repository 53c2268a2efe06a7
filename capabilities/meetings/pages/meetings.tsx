import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Filters,
  Instant,
  orRefuse,
  PageHead,
  readSearch,
  Section,
  DataTable,
  EmptyState,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { listMeetings } from "../contract/list-meetings.ts";
import { MeetingState } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listMeetings, readSearch(request, listMeetings)));

type Row = PageProps<typeof loader>["loaderData"]["coming"][number];

export default function MeetingsPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("meetings");
  const path = useTenantPath();
  const { texts, here } = useSetting();
  const { locale } = texts;
  const kinds = list.kinds.map(({ value, name, nameEn }) => ({ value, label: locale === "en" ? nameEn : name }));
  const columns: readonly Column<Row>[] = [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`meetings/${row.id}`)}>{row.title}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => kinds.find(({ value }) => value === row.kind)?.label ?? row.kind },
    { key: "area", head: t("columns.area"), render: (row) => [row.area, row.group].filter(Boolean).join(" · ") },
    { key: "at", head: t("columns.at"), render: (row) => <Instant at={row.meetsAt} /> },
    { key: "place", head: t("columns.place"), render: (row) => row.place },
    { key: "state", head: t("columns.state"), render: (row) => <MeetingState meeting={row} /> },
  ];
  return (
    <article className="page">
      <PageHead
        title={t("list.title")}
        lead={t("list.lead")}
        acts={
          list.may.includes("convene-meeting") ? (
            <a className="button main" href={path("meetings/new")}>
              {t("actions.convene-meeting")}
            </a>
          ) : undefined
        }
      />
      <Filters
        signature={listMeetings}
        options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })), kind: kinds }}
      />
      <Section title={t("list.coming")}>
        {list.coming.length === 0 ? (
          <EmptyState says={t("list.noneComing")} />
        ) : (
          <DataTable caption={t("list.coming")} rows={list.coming} rowKey={(row) => row.id} columns={columns} />
        )}
      </Section>
      <Section title={t("list.past")}>
        {list.past.length === 0 ? (
          <EmptyState says={t("list.nonePast")} />
        ) : (
          <DataTable caption={t("list.past")} rows={list.past} rowKey={(row) => row.id} columns={columns} />
        )}
      </Section>
      <p>
        <a href={path(`meetings/calendar.ics${here.query}`)}>{t("list.calendar")}</a>
      </p>
      <p className="small soft">{t("list.elections")}</p>
    </article>
  );
}
