import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Deadline,
  EmptyState,
  orRefuse,
  PageHead,
  StatusTag,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { listDuties } from "../contract/list-duties.ts";
import { usePeriod } from "./words.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listDuties, {}));

type Duty = PageProps<typeof loader>["loaderData"]["duties"][number];

/** What waits for my posts, the first due first. */
export default function DeskPage({ loaderData: desk }: PageProps<typeof loader>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const period = usePeriod();
  const columns: readonly Column<Duty>[] = [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: ({ item, objection }) => (
        <a href={path(`disclosure/${item.id}${objection === null ? "" : "#objections"}`)}>{item.title}</a>
      ),
    },
    { key: "area", head: t("columns.area"), render: ({ item }) => item.area },
    { key: "period", head: t("columns.period"), render: ({ item }) => period(item) },
    {
      key: "act",
      head: t("desk.act"),
      render: ({ item, act, late }) => {
        const words = <StatusTag tone={late ? "bad" : "info"}>{t(`desk.acts.${act}`)}</StatusTag>;
        return act === "edit-draft" ? <a href={path(`disclosure/${item.id}/draft`)}>{words}</a> : words;
      },
    },
    {
      key: "due",
      head: t("columns.due"),
      render: ({ dueOn }) => (dueOn === "" ? t("desk.noDay") : <Deadline dueAtUtc={`${dueOn}T16:00:00.000Z`} />),
    },
  ];
  return (
    <article className="page">
      <PageHead
        title={t("desk.title")}
        lead={t("desk.lead")}
        acts={
          desk.may.includes("open-item") ? (
            <a className="button" href={path("disclosure/new")}>
              {t("actions.open-item")}
            </a>
          ) : undefined
        }
      />
      {desk.duties.length === 0 ? (
        <EmptyState says={t("desk.empty")} next={<a href={path("disclosure/catalogue")}>{t("menu.catalogue")}</a>} />
      ) : (
        <DataTable
          caption={t("desk.title")}
          rows={desk.duties}
          rowKey={({ item, act, objection }) => `${item.id} ${act} ${objection?.id ?? ""}`}
          columns={columns}
        />
      )}
    </article>
  );
}
