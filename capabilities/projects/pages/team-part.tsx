import { DataTable, Day, FoldedForm, Section, StatusTag, useText, type FormState } from "#ui-kit/index.ts";
import { finishTask } from "../contract/finish-task.ts";
import type { View } from "./words.tsx";

export function Team({ view: { members } }: { readonly view: View }) {
  const t = useText("projects");
  return (
    <Section title={t("team.title")}>
      {members.length === 0 ? (
        <p>{t("team.none")}</p>
      ) : (
        <DataTable
          caption={t("team.title")}
          rows={members}
          rowKey={({ postId }) => postId}
          columns={[
            { key: "role", head: t("team.role"), names: true, render: ({ role }) => role },
            { key: "post", head: t("team.post"), render: ({ organization, title }) => `${organization} ${title}` },
            { key: "holder", head: t("team.holder"), render: ({ holder }) => holder || "—" },
          ]}
        />
      )}
    </Section>
  );
}

export function Tasks({ view, state }: { readonly view: View; readonly state: FormState | undefined }) {
  const t = useText("projects");
  const { tasks, may } = view;
  if (tasks.length === 0) return undefined;
  return (
    <Section title={t("tasks.title")}>
      <ul className="reasons">
        {tasks.map((task) => (
          <li key={task.id}>
            <p>
              {task.title}{" "}
              <StatusTag tone={task.doneOn !== null ? "good" : task.late ? "bad" : "info"}>
                {t(`tasks.${task.doneOn !== null ? "done" : task.late ? "late" : "open"}`)}
              </StatusTag>{" "}
              <span className="small soft">
                {task.owner} · {t("tasks.due")} <Day day={task.dueOn} />
              </span>
            </p>
            {task.doneOn === null ? undefined : (
              <p className="small soft">
                <Day day={task.doneOn} /> {task.note}
              </p>
            )}
            {task.doneOn === null && may.includes("finish-task") ? (
              <FoldedForm signature={finishTask} id={task.id} state={state} omit={["id"]} values={{ taskId: task.id }} />
            ) : undefined}
          </li>
        ))}
      </ul>
    </Section>
  );
}
