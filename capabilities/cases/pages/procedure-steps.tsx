import type { OutputOf } from "#platform/contract.ts";
import { DataTable, useText } from "#ui-kit/index.ts";
import type { readProcedure } from "../contract/read-procedure.ts";

type Step = OutputOf<typeof readProcedure>["steps"][number];
type Deadline = NonNullable<Step["deadline"]>;

/** The same as the drawing, as a list: each step, who may do it, by when, and what happens when time is up. */
export function ProcedureSteps({ steps }: { readonly steps: readonly Step[] }) {
  const t = useText("cases");
  return (
    <DataTable
      caption={t("procedures.steps")}
      rows={steps}
      rowKey={({ element }) => element}
      columns={[
        { key: "name", head: t("procedures.step"), names: true, render: (step) => `${"　".repeat(step.depth)}${step.name}` },
        { key: "kind", head: t("procedures.kind"), render: ({ kind }) => t(`procedures.kinds.${kind}`) },
        { key: "who", head: t("procedures.who"), render: (step) => <Who step={step} /> },
        {
          key: "due",
          head: t("procedures.due"),
          render: ({ deadline }) => (deadline === null ? "—" : <DeadlineWords deadline={deadline} />),
        },
        { key: "timers", head: t("procedures.timers"), render: (step) => <Timers step={step} /> },
      ]}
    />
  );
}

function Who({ step: { kind, duty, within, posts, action } }: { readonly step: Step }) {
  const t = useText("cases");
  const own = useText("organizations");
  if (kind !== "task") return "—";
  if (duty === "owner") return t("procedures.owner");
  const words = own.has(`duties.${duty}`) ? own(`duties.${duty}`) : duty || action;
  return (
    <div>
      {within === "" ? words : t("procedures.withinUnit", { duty: words })}{" "}
      <span className="small soft">{t("procedures.posts", { posts })}</span>
    </div>
  );
}

function Timers({ step: { timers, deadline: due } }: { readonly step: Step }) {
  const t = useText("cases");
  if (timers.length === 0) return "—";
  return (
    <div>
      {timers.map(({ name, deadline }) => (
        <div key={name}>
          {name}{" "}
          {due !== null && due.name !== "" && due.name === deadline.name ? (
            t("procedures.sameDue")
          ) : (
            <DeadlineWords deadline={deadline} />
          )}
        </div>
      ))}
    </div>
  );
}

/** `紧急事项 2 小时；其他 15 个工作日`, in the words the rule's own page has for them. */
function DeadlineWords({ deadline: { name, spans, drawn } }: { readonly deadline: Deadline }) {
  const t = useText("cases");
  const rule = useText("rules");
  if (drawn !== "") return <code>{drawn}</code>;
  if (spans.length === 0) return t("procedures.unknownDeadline", { name });
  const wordOf = (when: string) => (rule.has(`words.${when}`) ? rule(`words.${when}`) : when);
  return (
    <div>
      {spans.map(({ when, amount, unit }) => (
        <div key={when}>
          {spans.length === 1 ? "" : `${when === "" ? t("procedures.otherwise") : wordOf(when)} `}
          <span className="figures">{t(`procedures.units.${unit}`, { amount })}</span>
        </div>
      ))}
    </div>
  );
}
