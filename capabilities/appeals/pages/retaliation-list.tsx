import type { OutputOf } from "#platform/contract.ts";
import { Day, Deadline, Section, useTenantPath, useText } from "#ui-kit/index.ts";
import type { listRetaliation } from "../contract/list-retaliation.ts";
import type { AppealView } from "./appeal-facts.tsx";

export type Reported = OutputOf<typeof listRetaliation>["reports"][number];

/** What was reported or seen, where it is, and what came of it. */
export function RetaliationWords({ row }: { readonly row: Reported }) {
  const t = useText("appeals");
  const what =
    row.act === null ? t(`retaliation.roles.${row.role ?? "witness"}`) : t(`retaliation.acts.${row.act}`, { times: row.times });
  return (
    <>
      <p>
        <strong>{t(`retaliation.states.${row.state}`, { body: row.body })}</strong> · {what} ·{" "}
        <Day day={row.actOn ?? row.madeOn} />
      </p>
      {row.who === "" ? undefined : <p>{t(row.act === null ? "retaliation.by" : "retaliation.whom", { name: row.who })}</p>}
      {row.text === "" ? undefined : <p className="prose pre">{row.text}</p>}
      {row.state === "open" && row.dueAt !== null ? (
        <p>
          {t("retaliation.due", { version: row.ruleVersion ?? 1 })} <Deadline dueAtUtc={row.dueAt} />
        </p>
      ) : undefined}
      {row.outcome === null ? undefined : (
        <>
          <p>
            <strong>{t(`retaliation.outcomes.${row.outcome}`)}</strong> · {row.body} ·{" "}
            {row.decidedOn === null ? undefined : <Day day={row.decidedOn} />}
          </p>
          <p className="prose pre">{row.answer}</p>
          <p className="small">{t("retaliation.restsOn", { article: row.article })}</p>
        </>
      )}
      {row.state === "unheard" ? <p>{t("retaliation.elsewhere")}</p> : undefined}
    </>
  );
}

/** On the resident's own page: what was reported and seen, and where to report. */
export function RetaliationSection({ appeal }: { readonly appeal: AppealView }) {
  const t = useText("appeals");
  const path = useTenantPath();
  const report = (
    <a className="alone" href={path(`appeals/retaliation?number=${appeal.number}`)}>
      {t("retaliation.from")}
    </a>
  );
  if (appeal.retaliation.length === 0) return <p className="small">{report}</p>;
  return (
    <Section title={t("retaliation.happened")}>
      {appeal.retaliation.map((row) => (
        <RetaliationWords key={row.id} row={row} />
      ))}
      <p className="small">{report}</p>
    </Section>
  );
}
