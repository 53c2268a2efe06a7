import type { OutputOf } from "#platform/contract.ts";
import { StatusTag, useSetting, useText, type Tone } from "#ui-kit/index.ts";
import type { readMeeting } from "../contract/read-meeting.ts";

export type View = OutputOf<typeof readMeeting>;
export type Item = View["items"][number];
export type Reason = View["reasons"][number];

const STATE_TONES: Readonly<Record<View["meeting"]["state"], Tone>> = {
  called: "info",
  "called-off": "neutral",
  open: "info",
  "not-held": "warn",
  closed: "good",
};

export function toneOf({ state }: Pick<View["meeting"], "state">): Tone {
  return STATE_TONES[state];
}

/** Where it stands; published, what it came to. */
export function MeetingState({ meeting }: { readonly meeting: Pick<View["meeting"], "state" | "published"> }) {
  const t = useText("meetings");
  const { state, published } = meeting;
  return <StatusTag tone={toneOf(meeting)}>{t(published ? `published.${state}` : `states.${state}`)}</StatusTag>;
}

const EFFECT_TONES: Readonly<Record<string, Tone>> = { met: "good", violated: "bad", warning: "warn", unknown: "warn" };

/** All reasons of a verdict at once, each with its sign, figure, threshold and article. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const t = useText("meetings");
  const { locale } = useSetting().texts;
  if (reasons.length === 0) return undefined;
  return (
    <ul className="reasons">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.sentence}`}>
          <StatusTag tone={EFFECT_TONES[reason.effect] ?? "neutral"}>{t(`effects.${reason.effect}`)}</StatusTag>{" "}
          {locale === "en" ? reason.sentenceEn : reason.sentence}
        </li>
      ))}
    </ul>
  );
}

/** A name in the reader's language. */
export function useNamed(): (named: { readonly name: string; readonly nameEn: string }) => string {
  const { locale } = useSetting().texts;
  return ({ name, nameEn }) => (locale === "en" ? nameEn : name);
}

/** 赞成 31 票，反对 2 票 …, of an appraisal 称职 and 不称职; nothing before it is counted. */
export function useVotes(): (item: Pick<Item, "votes" | "floors" | "does">) => string {
  const t = useText("meetings");
  return ({ votes, floors, does }) => {
    if (votes === null) return "";
    if (floors === null) return t(does === "appraise" ? "appraisal.votes" : "votes", votes);
    const byFloor = Object.fromEntries(Object.entries(floors).map(([choice, floorDm2]) => [`${choice}Floor`, floorDm2]));
    return t("ownersVotes", { ...votes, ...byFloor });
  };
}

/** What came of an item, in the words it was voted on in. */
export function useOutcome(): (item: Pick<Item, "outcome" | "does">) => string {
  const t = useText("meetings");
  return ({ outcome, does }) => {
    const own = `appraisal.outcomes.${outcome}`;
    return does === "appraise" && t.has(own) ? t(own) : t(`outcomes.${outcome}`);
  };
}

export function outcomeTone(outcome: string): Tone {
  return outcome === "passed" ? "good" : outcome === "" ? "neutral" : "bad";
}

/** How many are due: persons and households, or owners and their floor area. */
export function useCrowd(): (roll: View["roll"]) => string {
  const t = useText("meetings");
  return ({ persons, women, households, floorDm2 }) =>
    floorDm2 === null ? t("facts.dueOf", { persons, women, households }) : t("facts.ownersOf", { persons, floor: floorDm2 });
}

/** How many were here, in the same words. */
export function useHere(): (here: View["here"]) => string {
  const t = useText("meetings");
  return ({ persons, households, proxies, floorDm2 }) =>
    floorDm2 === null ? t("minutes.hereOf", { persons, households, proxies }) : t("facts.ownersOf", { persons, floor: floorDm2 });
}

/** Where an initiative stands: for a meeting, or for what another part of the house does. */
export function initiativeState(row: {
  readonly state: string;
  readonly late: boolean;
  readonly forMeeting: boolean;
  readonly asks: string;
}): string {
  const late = row.late && row.state === "reached";
  if (row.forMeeting && row.asks === "item") return `initiative.statesItem.${late ? "late" : row.state}`;
  if (row.forMeeting) return late ? "initiative.late" : `initiative.states.${row.state}`;
  return `initiative.statesOther.${late ? "late" : row.state}`;
}
