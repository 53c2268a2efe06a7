import type { OutputOf } from "#platform/contract.ts";
import { Day, FoldedForm, Section, StatusTag, useTenantPath, useText, type FormState } from "#ui-kit/index.ts";
import type { readRule } from "../contract/read-rule.ts";
import { reportReview } from "../contract/report-review.ts";
import { setReview } from "../contract/set-review.ts";

type Rule = OutputOf<typeof readRule>;
type Props = { readonly rule: Rule; readonly state: FormState | undefined };

/** By when a rule is looked at again, by whom, and what was found before; late is said to everybody. */
export function Reviews({ rule, state }: Props) {
  const t = useText("rules");
  const due = rule.reviews.find(({ doneOn }) => doneOn === null);
  const made = rule.reviews.filter(({ doneOn }) => doneOn !== null);
  const may = (act: string) => rule.may.includes(act);
  if (rule.reviews.length === 0 && !may("set-review")) return undefined;
  return (
    <Section title={t("reviews.title")}>
      {due === undefined ? (
        <p>{t("reviews.none")}</p>
      ) : (
        <p>
          {due.daysLate === 0 ? undefined : <StatusTag tone="bad">{t("reviews.late", { count: due.daysLate })}</StatusTag>}{" "}
          {t("reviews.due", { organization: due.organization })} <Day day={due.dueOn} />
        </p>
      )}
      {made.length === 0 ? undefined : (
        <ul className="stack">
          {made.map((review) => (
            <li key={review.id}>
              {review.doneOn === null ? undefined : <Day day={review.doneOn} />} {review.organization}{" "}
              <StatusTag tone="neutral">{t(`reviews.outcomes.${review.outcome ?? "keep"}`)}</StatusTag>
              <p className="prose pre">{review.findings}</p>
            </li>
          ))}
        </ul>
      )}
      {due === undefined || !may("report-review") ? undefined : (
        <FoldedForm signature={reportReview} id={due.id} state={state} values={{ id: due.id }} />
      )}
      {may("set-review") ? (
        <FoldedForm
          signature={setReview}
          state={state}
          omit={["ruleId"]}
          options={{ organizationId: rule.organizations.map(({ value, name }) => ({ value, label: name })) }}
        />
      ) : undefined}
    </Section>
  );
}

/** What it rests on here, and what rests on it: each leads there. */
export function Citing({ rule }: Pick<Props, "rule">) {
  const t = useText("rules");
  return (
    <>
      <CitedRules title={t("rule.restsOn")} rules={rule.restsOn} />
      <CitedRules title={t("rule.reliedOnBy")} rules={rule.reliedOnBy} />
    </>
  );
}

function CitedRules({ title, rules }: { readonly title: string; readonly rules: Rule["restsOn"] }) {
  const t = useText("rules");
  const path = useTenantPath();
  if (rules.length === 0) return undefined;
  return (
    <Section title={title}>
      <ul className="link-list">
        {rules.map(({ id, title: name, article }) => (
          <li key={`${id} ${article}`}>
            <a href={path(`rules/${id}`)}>{name}</a>{" "}
            {article === "" ? undefined : <span className="soft">{t("articleOnly", { article })}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
