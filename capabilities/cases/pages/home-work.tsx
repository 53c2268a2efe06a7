import { Deadline, Digest, FigureList, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import type { PageContext } from "#platform/page.ts";
import { listTasks } from "../contract/list-tasks.ts";

const FIRST = 5;

export const read = async (context: PageContext) => await context.call(listTasks, {});

/** What whoever works here has to do, the soonest first. */
export default function HomeWork({ data: { tasks, counts } }: HomePartProps<typeof read>) {
  const t = useText("cases");
  const path = useTenantPath();
  const view = (key: "overdue" | "today" | "mine", query: string) => ({
    key,
    label: t(`work.views.${key}`),
    value: counts[key],
    href: path(`cases/work?${query}`),
    definition: t(`home.means.${key}`),
  });
  return (
    <Digest
      title={t("work.title")}
      lines={tasks.slice(0, FIRST).map((task) => ({
        key: task.id,
        href: path(task.path),
        words: task.title,
        aside:
          task.dueAt === null ? (
            task.name
          ) : (
            <Deadline dueAtUtc={task.dueAt} hourKept={task.dueByDay} provisional={task.provisional} />
          ),
      }))}
      more={[{ href: path("cases/work"), words: t("home.all", { count: counts.all }) }]}
    >
      <FigureList
        heading="h3"
        figures={[view("overdue", "due=overdue"), view("today", "due=today"), view("mine", "whose=mine")]}
      />
    </Digest>
  );
}
