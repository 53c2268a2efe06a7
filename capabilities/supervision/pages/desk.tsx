import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Deadline,
  EmptyState,
  orRefuse,
  PageHead,
  Section,
  StatusTag,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { readDesk } from "../contract/read-desk.ts";
import { useColumns } from "./matters.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readDesk, {}));

type Step = PageProps<typeof loader>["loaderData"]["steps"][number];

/** What waits for the reader's posts, and every step the committee follows, its own acts first. */
export default function DeskPage({ loaderData: desk }: PageProps<typeof loader>) {
  const t = useText("supervision");
  const path = useTenantPath();
  const matterColumns = useColumns();
  const columns: readonly Column<Step>[] = [
    { key: "title", head: t("desk.thing"), names: true, render: (row) => <a href={path(row.page)}>{row.title}</a> },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    {
      key: "what",
      head: t("desk.what"),
      render: (row) => <StatusTag tone={row.late ? "bad" : row.own ? "warn" : "info"}>{t(`steps.${row.what}`)}</StatusTag>,
    },
    {
      key: "due",
      head: t("columns.due"),
      render: (row) => (row.dueOn === null ? "—" : <Deadline dueAtUtc={`${row.dueOn}T16:00:00.000Z`} />),
    },
    {
      key: "object",
      head: t("desk.more"),
      render: (row) =>
        /^(?:meeting|appraisal)-/.test(row.what) ? (
          "—"
        ) : (
          <>
            <a href={path(`supervision?about=${row.page}`)}>{t("desk.matters")}</a>
            {row.what === "disclosure-review" ? undefined : (
              <>
                <br />
                <a href={path(`supervision/object?about=${row.page}`)}>{t("actions.raise-objection")}</a>
              </>
            )}
          </>
        ),
    },
  ];
  return (
    <article className="page">
      <PageHead
        title={t("desk.title")}
        lead={t("desk.lead")}
        acts={
          desk.may.includes("raise-inquiry") ? (
            <a className="button" href={path("supervision/ask")}>
              {t("actions.raise-inquiry")}
            </a>
          ) : undefined
        }
      />
      {desk.matters.length === 0 && desk.steps.length === 0 ? (
        <EmptyState says={t("desk.empty")} next={<a href={path("supervision")}>{t("list.title")}</a>} />
      ) : undefined}
      {desk.matters.length === 0 ? undefined : (
        <Section title={t("desk.matters")}>
          <DataTable caption={t("desk.matters")} rows={desk.matters} rowKey={({ id }) => id} columns={matterColumns} />
        </Section>
      )}
      {desk.steps.length === 0 ? undefined : (
        <Section title={t("desk.steps")}>
          <DataTable
            caption={t("desk.steps")}
            rows={desk.steps}
            rowKey={({ page, what }) => `${page} ${what}`}
            columns={columns}
          />
        </Section>
      )}
    </article>
  );
}
