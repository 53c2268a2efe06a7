import type { OutputOf } from "#platform/contract.ts";
import { Section, StatusTag, useTenantPath, useText } from "#ui-kit/index.ts";
import type { readDraft } from "../contract/read-draft.ts";

type Trial = NonNullable<OutputOf<typeof readDraft>["trial"]>;

/** What past cases would have made of a draft: how many would have gone another way, and where each first differs. */
export function DraftTrial({ trial }: { readonly trial: Trial }) {
  const t = useText("cases");
  const { tried, same, others, unrecorded, ways } = trial;
  return (
    <Section title={t("trial.title")}>
      <p>{t("trial.means")}</p>
      <p>
        <StatusTag tone={others > 0 ? "warn" : tried > 0 ? "good" : "neutral"}>{t("trial.found", { tried, others })}</StatusTag>{" "}
        {t("trial.counts", { same, unrecorded })}
      </p>
      {ways.length === 0 ? undefined : (
        <ol className="stack">
          {ways.map((way) => (
            <Way key={JSON.stringify(way)} way={way} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Way({ way: { after, went, instead, count, numbers } }: { readonly way: Trial["ways"][number] }) {
  const t = useText("cases");
  const path = useTenantPath();
  const list = (names: readonly string[]) => names.join(t("draft.comma")) || t("trial.end");
  return (
    <li>
      {t("trial.way", { count, after: after === "start" ? t("trial.start") : after, went: list(went), instead: list(instead) })}{" "}
      <span className="small">
        {numbers.map((number) => (
          <a key={number} className="figures" href={path(`cases/${number}`)}>
            {number}{" "}
          </a>
        ))}
      </span>
    </li>
  );
}
