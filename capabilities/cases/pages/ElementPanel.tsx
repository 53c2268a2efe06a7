import { useId, type ReactNode } from "react";
import { useText } from "#ui-kit/index.ts";
import type { Selected } from "./modeler.ts";
import type { Drawing } from "./ProcedureEditor.tsx";

type Change = (id: string, values: Readonly<Record<string, unknown>>) => void;
type Props = { readonly drawing: Drawing; readonly selected: Selected | undefined; readonly onChange: Change };

/** What the selected element says: its name, who does it, by when, and under which condition a case goes there. */
export function ElementPanel({ drawing, selected, onChange }: Props) {
  const t = useText("cases");
  if (selected === undefined) return <aside className="editor-panel soft">{t("editor.selectFirst")}</aside>;
  const { id, kind } = selected;
  const change = (values: Readonly<Record<string, unknown>>) => onChange(id, values);
  return (
    <aside className="editor-panel stack" aria-label={t("editor.panel")} key={id}>
      <p className="small soft">
        {t("editor.id")} <code>{id}</code>
      </p>
      <Line label={t("editor.name")} value={selected.name} onDone={(name) => change({ name })} />
      {kind === "task" ? <TaskFields drawing={drawing} own={selected.own} onChange={change} /> : undefined}
      {kind === "timer" ? <TimerFields drawing={drawing} own={selected.own} onChange={change} /> : undefined}
      {kind === "flow" && selected.decides ? <FlowFields selected={selected} onChange={change} /> : undefined}
    </aside>
  );
}

type FieldsProps = {
  readonly drawing: Drawing;
  readonly own: Selected["own"];
  readonly onChange: (values: Readonly<Record<string, unknown>>) => void;
};

function TaskFields({ drawing, own, onChange }: FieldsProps) {
  const t = useText("cases");
  const organizations = useText("organizations");
  const dutyWords = (post: string): string => {
    const [duty = "", within] = post.split("/", 2);
    const words = organizations.has(`duties.${duty}`) ? organizations(`duties.${duty}`) : duty;
    if (post === "owner") return t("procedures.owner");
    return within === undefined ? words : t("procedures.withinUnit", { duty: words });
  };
  return (
    <>
      <Choice
        label={t("editor.post")}
        value={own["post"] ?? ""}
        options={["owner", ...drawing.duties, ...(isKnown(own["post"], drawing.duties) ? [] : [own["post"] ?? ""])].map(
          (duty) => ({
            value: duty,
            words: dutyWords(duty),
          }),
        )}
        onDone={(post) => onChange({ post })}
      />
      <Deadlines
        label={t("editor.deadline")}
        value={own["deadline"] ?? ""}
        drawing={drawing}
        onDone={(deadline) => onChange({ deadline })}
      />
      <Choice
        label={t("editor.action")}
        value={own["action"] ?? ""}
        none={t("editor.generic")}
        options={drawing.actions.map((action) => ({ value: action, words: action }))}
        onDone={(action) => onChange({ action })}
      />
      {(own["action"] ?? "") === "" ? (
        <Line label={t("editor.form")} value={own["form"] ?? ""} onDone={(form) => onChange({ form })} />
      ) : undefined}
    </>
  );
}

function isKnown(post: string | undefined, duties: readonly string[]): boolean {
  return post === undefined || post === "" || post === "owner" || duties.includes(post);
}

function TimerFields({ drawing, own, onChange }: FieldsProps) {
  const t = useText("cases");
  return (
    <>
      <Deadlines
        label={t("editor.timerRule")}
        value={own["rule"] ?? ""}
        drawing={drawing}
        onDone={(rule) => onChange({ rule })}
      />
      <Line
        label={t("editor.workingDays")}
        value={own["workingDays"] ?? ""}
        onDone={(workingDays) => onChange({ workingDays })}
      />
    </>
  );
}

function FlowFields({ selected, onChange }: { readonly selected: Selected; readonly onChange: FieldsProps["onChange"] }) {
  const t = useText("cases");
  const id = useId();
  return (
    <>
      <p>
        <input
          type="checkbox"
          id={id}
          checked={selected.isDefault}
          onChange={(event) => onChange({ isDefault: event.target.checked })}
        />{" "}
        <label htmlFor={id}>{t("editor.isDefault")}</label>
      </p>
      {selected.isDefault ? undefined : (
        <Line label={t("editor.condition")} value={selected.condition} onDone={(condition) => onChange({ condition })} />
      )}
    </>
  );
}

type LineProps = { readonly label: string; readonly value: string; readonly onDone: (value: string) => void };

/** One line of text, taken when it is left. */
function Line({ label, value, onDone }: LineProps) {
  const id = useId();
  const done = (typed: string) => typed !== value && onDone(typed);
  return (
    <Labelled id={id} label={label}>
      <input
        id={id}
        key={value}
        defaultValue={value}
        autoComplete="off"
        onBlur={(event) => done(event.target.value.trim())}
        onKeyDown={(event) => event.key === "Enter" && done(event.currentTarget.value.trim())}
      />
    </Labelled>
  );
}

type Offer = { readonly value: string; readonly words: string };

/** A choice that keeps what the drawing says, even where nobody offers it. */
function Choice({
  label,
  value,
  options,
  none,
  onDone,
}: LineProps & { readonly options: readonly Offer[]; readonly none?: string }) {
  const id = useId();
  const strange = value === "" || options.some((option) => option.value === value) ? [] : [{ value, words: value }];
  return (
    <Labelled id={id} label={label}>
      <select id={id} value={value} onChange={(event) => onDone(event.target.value)}>
        <option value="">{none ?? "—"}</option>
        {[...options, ...strange].map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Deadlines({ drawing, ...props }: LineProps & { readonly drawing: Drawing }) {
  const rules = useText("rules");
  const wordsOf = (name: string) => (rules.has(`words.${name}`) ? rules(`words.${name}`) : name);
  return <Choice {...props} options={drawing.deadlines.map((name) => ({ value: name, words: wordsOf(name) }))} />;
}

function Labelled({ id, label, children }: { readonly id: string; readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
    </div>
  );
}
