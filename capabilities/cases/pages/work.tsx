import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  Deadline,
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
import { listTasks } from "../contract/list-tasks.ts";

/** The desk is looked at all day: it changes as the work does. */
export const handle = { live: ["work"] };

export const loader = async ({ request, context }: PageArgs<"tenant">) => {
  const search = readSearch(request, listTasks);
  return { list: orRefuse(await context.call(listTasks, search)), search };
};

type Loaded = PageProps<typeof loader>["loaderData"];
type Task = Loaded["list"]["tasks"][number];

/** One list of what is due, in order: each line leads to where it is done. */
export default function WorkPage({ loaderData: { list, search } }: PageProps<typeof loader>) {
  const t = useText("cases");
  const { here } = useSetting();
  const { counts } = list;
  const view = (words: string, change: Readonly<Record<string, string>>, count: number) => ({
    href: hereWith({ path: here.path, query: "" }, change),
    words: t(`work.views.${words}`),
    count,
    current: (change["due"] ?? undefined) === search.due && (change["whose"] ?? undefined) === search.whose,
  });
  const kinds = useKinds();
  return (
    <ListPage
      title={t("work.title")}
      lead={
        counts.overdue > 0
          ? t("work.leadOverdue", { count: counts.all, overdue: counts.overdue })
          : t("work.lead", { count: counts.all, today: counts.today })
      }
      views={[
        view("all", {}, counts.all),
        view("overdue", { due: "overdue" }, counts.overdue),
        view("today", { due: "today" }, counts.today),
        view("mine", { whose: "mine" }, counts.mine),
        view("free", { whose: "free" }, counts.free),
      ]}
      signature={listTasks}
      filters={["due", "whose", "kind", "unit"]}
      options={{
        kind: list.kinds.map((kind) => ({ value: kind, label: kinds(kind) })),
        unit: list.units.map(({ id, name }) => ({ value: id, label: name })),
      }}
      columns={useColumns()}
      rows={list.tasks}
      rowKey={(row) => row.id}
      next={list.next ?? undefined}
      empty={{ says: t("work.empty") }}
    />
  );
}

/** What a kind of matter is called: its capability's own word. */
function useKinds(): (kind: string) => string {
  const { texts } = useSetting();
  return (kind) => (texts.of(kind).has("kind") ? texts.of(kind)("kind") : kind);
}

function useColumns(): readonly Column<Task>[] {
  const t = useText("cases");
  const path = useTenantPath();
  const kinds = useKinds();
  return [
    {
      key: "task",
      head: t("work.columns.task"),
      names: true,
      render: (row) => (
        <>
          <a href={path(row.path)}>{row.title}</a>
          <br />
          <span className="small soft">
            {kinds(row.kind)} · {row.name}
          </span>
        </>
      ),
    },
    {
      key: "due",
      head: t("work.columns.due"),
      render: (row) =>
        row.dueAt === null ? (
          t("work.noDate")
        ) : (
          <Deadline dueAtUtc={row.dueAt} hourKept={row.dueByDay} provisional={row.provisional} />
        ),
    },
    { key: "who", head: t("work.columns.who"), render: (row) => <Who row={row} /> },
    {
      key: "arrange",
      head: t("work.columns.arrange"),
      render: (row) => <a href={path(`cases/${row.caseNumber}`)}>{t("work.arrange")}</a>,
    },
  ];
}

function Who({ row }: { readonly row: Task }) {
  const t = useText("cases");
  const who = row.mine ? t("work.mine") : row.takenBy || t("work.nobody");
  return (
    <>
      {row.unit === "" ? undefined : `${row.unit} · `}
      {who}
      {row.standIn ? (
        <>
          {" "}
          <StatusTag tone="info">{t("work.standIn")}</StatusTag>
        </>
      ) : undefined}
    </>
  );
}
