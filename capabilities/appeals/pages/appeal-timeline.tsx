import { useText, type Happening, type Tone } from "#ui-kit/index.ts";
import type { AppealView } from "./appeal-facts.tsx";

/** How it came here, in order: raised, dispatched, what was written, judged. */
export function useAppealTimeline(appeal: AppealView): readonly Happening[] {
  const t = useText("appeals");
  const entries = appeal.entries.map((entry) => ({
    key: entry.id,
    at: entry.at,
    what: t(`entries.${entry.kind}`),
    ...(entry.by === "" ? {} : { who: entry.by }),
    detail: <EntryText text={entry.text} article={entry.article} inside={entry.told ? undefined : t("notTold")} />,
    ...(toneOfEntry(entry.kind) === undefined ? {} : { tone: toneOfEntry(entry.kind) }),
  }));
  const judged = appeal.judgements.map((one) => ({
    key: `judged-${one.round}`,
    at: one.at,
    what: t("judged", {
      responded: t(one.responded ? "yes" : "no"),
      solved: t(one.solved ? "yes" : "no"),
      satisfied: t(one.satisfied ? "yes" : "no"),
    }),
    tone: (one.solved && one.satisfied ? "good" : "warn") as Tone,
  }));
  const called = appeal.whistles.map((one) => ({
    key: `whistle-${one.organization.id}`,
    at: one.askedAt,
    what: t("called", { unit: one.organization.name }),
  }));
  const dispatched =
    appeal.dispatchedAt === null
      ? []
      : [{ key: "dispatched", at: appeal.dispatchedAt, what: t("dispatched", { unit: appeal.unit || "—" }) }];
  const all: readonly Happening[] = [
    { key: "raised", at: appeal.raisedAt, what: t("raisedAt") },
    ...dispatched,
    ...called,
    ...entries,
    ...judged,
  ];
  return all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function toneOfEntry(kind: string): Tone | undefined {
  if (kind === "answer") return "good";
  return kind === "extension" || kind === "reopening" || kind === "objection" ? "warn" : undefined;
}

function EntryText({
  text,
  article,
  inside,
}: {
  readonly text: string;
  readonly article: string;
  readonly inside: string | undefined;
}) {
  const t = useText("appeals");
  return (
    <>
      <p className="pre">{text}</p>
      {article === "" ? undefined : <p className="small">{t("restsOn", { article })}</p>}
      {inside === undefined ? undefined : <p className="small soft">{inside}</p>}
    </>
  );
}
