import type { ReactNode } from "react";
import { Instant, Section, useText } from "#ui-kit/index.ts";
import type { AppealView } from "./appeal-facts.tsx";

type Decided = NonNullable<AppealView["decision"]>;

/** What was decided and what can be done about it: the rule and its version, who, when, how to have it reviewed and by when. */
export function DecisionSection({ appeal, decision }: { readonly appeal: AppealView; readonly decision: Decided }) {
  const t = useText("appeals");
  const rule = t.has(`rules.${decision.rule.key}`) ? t(`rules.${decision.rule.key}`) : decision.rule.key;
  return (
    <Section title={t("decision.title")}>
      <dl className="facts">
        <Row name={t("decision.outcome")}>{t(`outcomes.${decision.outcome}`)}</Row>
        <Row name={t("decision.facts")}>
          <span className="pre">{decision.facts}</span>
        </Row>
        <Row name={t("decision.restsOn")}>
          {decision.article === "" ? "" : `${decision.article} · `}
          {t("facts.rule", { rule, version: decision.rule.version })}
        </Row>
        <Row name={t("decision.by")}>{decision.by || appeal.unit || "—"}</Row>
        <Row name={t("decision.at")}>
          <Instant at={decision.at} />
        </Row>
        <Row name={t("decision.how")}>
          {decision.review.until === null ? (
            t("decision.anyTime")
          ) : (
            <>
              {t("decision.until")} <Instant at={decision.review.until} />
            </>
          )}
        </Row>
      </dl>
      {appeal.reviews.length === 0 ? undefined : (
        <ul>
          {appeal.reviews.map((review) => (
            <li key={review.id}>
              {t(`decision.about.${review.about}`)} · <Instant at={review.askedAt} /> ·{" "}
              {review.outcome === null ? t("decision.waits") : t(`decision.outcomes.${review.outcome}`)}
              {review.by === "" ? undefined : ` · ${review.by}`}
              {review.state === "asked" && review.dueAt !== null ? (
                <>
                  {" "}
                  · {t("decision.due")} <Instant at={review.dueAt} />
                </>
              ) : undefined}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
