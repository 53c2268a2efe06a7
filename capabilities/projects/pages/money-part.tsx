import { DataTable, Day, Meter, Money, Section, useText, type Column } from "#ui-kit/index.ts";
import type { View } from "./words.tsx";

type Line = View["lines"][number];

/** Each line against its budget, drawn and as a table, with every change and its reason; then what was signed and paid. */
export function Budget({ view }: { readonly view: View }) {
  const t = useText("projects");
  const { lines, project } = view;
  const changed = lines.filter(({ why }) => why !== "");
  return (
    <Section title={t("money.title")}>
      {lines.map((line) => (
        <Meter
          key={line.id}
          label={t("money.bar", { name: line.name, source: line.source })}
          value={line.costCents / 100}
          outOf={line.budgetCents / 100}
          unit={t("money.yuan")}
        />
      ))}
      <DataTable
        caption={t("money.title")}
        rows={lines}
        rowKey={({ id }) => id}
        columns={useLineColumns()}
        totals={{
          name: t("money.total"),
          planned: <Money cents={lines.reduce((sum, line) => sum + line.plannedCents, 0)} />,
          budget: <Money cents={project.budgetCents} />,
          cost: <Money cents={project.costCents} />,
          left: <Money cents={project.budgetCents - project.costCents} />,
        }}
      />
      {changed.map((line) => (
        <LineChanges key={line.id} line={line} />
      ))}
    </Section>
  );
}

export function useLineColumns(): readonly Column<Line>[] {
  const t = useText("projects");
  return [
    { key: "name", head: t("money.line"), names: true, render: ({ name }) => name },
    { key: "source", head: t("money.source"), render: ({ source }) => source },
    { key: "planned", head: t("money.planned"), numeric: true, render: ({ plannedCents }) => <Money cents={plannedCents} /> },
    { key: "budget", head: t("money.budget"), numeric: true, render: ({ budgetCents }) => <Money cents={budgetCents} /> },
    { key: "cost", head: t("money.cost"), numeric: true, render: ({ costCents }) => <Money cents={costCents} /> },
    { key: "left", head: t("money.left"), numeric: true, render: ({ leftCents }) => <Money cents={leftCents} /> },
  ];
}

/** Every sum a line had, and why there was another. */
function LineChanges({ line }: { readonly line: Line }) {
  const t = useText("projects");
  const all = [...line.earlier, { value: line.budgetCents, setOn: line.setOn, why: line.why }];
  return (
    <div className="stack">
      <p>
        <strong>{t(line.earlier.length === 0 ? "money.addedLine" : "money.changed", { name: line.name })}</strong>
      </p>
      <ul className="reasons">
        {all.map(({ value, setOn, why }) => (
          <li key={`${setOn} ${value} ${why}`} className="small">
            <Day day={setOn} /> <Money cents={value} /> {why === "" ? t("money.asPlanned") : t("why", { why })}
          </li>
        ))}
      </ul>
    </div>
  );
}

export function Contracts({ view: { contracts } }: { readonly view: View }) {
  const t = useText("projects");
  if (contracts.length === 0) return undefined;
  return (
    <Section title={t("contracts.title")}>
      <DataTable
        caption={t("contracts.title")}
        rows={contracts}
        rowKey={({ id }) => id}
        columns={[
          { key: "subject", head: t("contracts.subject"), names: true, render: ({ subject }) => subject },
          { key: "partner", head: t("contracts.partner"), render: ({ partner }) => partner },
          { key: "line", head: t("money.line"), render: ({ line }) => line },
          { key: "signed", head: t("contracts.signedOn"), render: ({ signedOn }) => <Day day={signedOn} /> },
          { key: "cents", head: t("contracts.sum"), numeric: true, render: ({ cents }) => <Money cents={cents} /> },
        ]}
      />
    </Section>
  );
}

export function Costs({ view: { costs, project } }: { readonly view: View }) {
  const t = useText("projects");
  if (costs.length === 0) return undefined;
  return (
    <Section title={t("costs.title")}>
      <DataTable
        caption={t("costs.title")}
        rows={costs}
        rowKey={({ id }) => id}
        columns={[
          { key: "what", head: t("costs.what"), names: true, render: ({ what }) => what },
          { key: "line", head: t("money.line"), render: ({ line }) => line },
          { key: "on", head: t("costs.on"), render: ({ paidOn }) => <Day day={paidOn} /> },
          { key: "cents", head: t("costs.sum"), numeric: true, render: ({ cents }) => <Money cents={cents} /> },
        ]}
        totals={{ what: t("money.total"), cents: <Money cents={project.costCents} /> }}
      />
    </Section>
  );
}
