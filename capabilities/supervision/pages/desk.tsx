import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Deadline,
  EmptyState,
  Notice,
  orRefuse,
  PageHead,
  Section,
  StatusTag,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { readDesk } from "../contract/read-desk.ts";
import { useAuditColumns } from "./audits.tsx";
import { useColumns } from "./matters.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(readDesk, {}));

type Step = PageProps<typeof loader>["loaderData"]["steps"][number];

type Conflict = PageProps<typeof loader>["loaderData"]["conflicts"][number];

/** Who sits on a committee and should not: the township ends the post, on its organization's page. */
function Conflicts({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const t = useText("supervision");
  const path = useTenantPath();
  if (conflicts.length === 0) return undefined;
  return (
    <Notice tone="warn" title={t("conflicts.title")}>
      <ul>
        {conflicts.map((one) => (
          <li key={`${one.personId} ${one.organizationId}`}>
            <a href={path(`organizations/${one.organizationId}`)}>{one.organization}</a>{" "}
            {t(`conflicts.grounds.${one.ground}`, { title: one.title, name: one.name })}
          </li>
        ))}
      </ul>
      <p className="small">{t("conflicts.what", { rule: conflicts[0]?.rule ?? "" })}</p>
    </Notice>
  );
}

function Empty({ desk: { matters, steps, audits, conflicts } }: { readonly desk: PageProps<typeof loader>["loaderData"] }) {
  const t = useText("supervision");
  const path = useTenantPath();
  if (matters.length + steps.length + audits.length + conflicts.length > 0) return undefined;
  return <EmptyState says={t("desk.empty")} next={<a href={path("supervision")}>{t("list.title")}</a>} />;
}

function useStepColumns(): readonly Column<Step>[] {
  const t = useText("supervision");
  const path = useTenantPath();
  return [
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
          <div className="row">
            <a href={path(`supervision?about=${row.page}`)}>{t("desk.matters")}</a>
            {row.what === "disclosure-review" ? undefined : (
              <a href={path(`supervision/object?about=${row.page}`)}>{t("actions.raise-objection")}</a>
            )}
          </div>
        ),
    },
  ];
}

/** What waits for the reader's posts, and every step the committee follows, its own acts first. */
export default function DeskPage({ loaderData: desk }: PageProps<typeof loader>) {
  const t = useText("supervision");
  const path = useTenantPath();
  const matterColumns = useColumns();
  const auditColumns = useAuditColumns();
  const stepColumns = useStepColumns();
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
      <Empty desk={desk} />
      <Conflicts conflicts={desk.conflicts} />
      {desk.matters.length === 0 ? undefined : (
        <Section title={t("desk.matters")}>
          <DataTable caption={t("desk.matters")} rows={desk.matters} rowKey={({ id }) => id} columns={matterColumns} />
        </Section>
      )}
      {desk.audits.length === 0 ? undefined : (
        <Section title={t("audits.title")}>
          <DataTable caption={t("audits.title")} rows={desk.audits} rowKey={({ id }) => id} columns={auditColumns} />
        </Section>
      )}
      {desk.steps.length === 0 ? undefined : (
        <Section title={t("desk.steps")}>
          <DataTable
            caption={t("desk.steps")}
            rows={desk.steps}
            rowKey={({ page, what }) => `${page} ${what}`}
            columns={stepColumns}
          />
        </Section>
      )}
    </article>
  );
}
