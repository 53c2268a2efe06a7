import type { ExplainedReason } from "@gongzhi/decision-rules";
import type { Static } from "typebox";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import type { ReasonView } from "../contract/meeting-views.ts";
import { judgeMeeting, type Choice, type Known, type MeetingVerdict, type Votes } from "../domain/judge-meeting.ts";
import type { ItemRow } from "../store/items.ts";
import type { MeetingRow, MeetingState } from "../store/meetings.ts";

/** The meeting as it stands now: before anybody could sign in, nobody's attendance is judged. */
export function judgeRow(meeting: MeetingRow, item: ItemRow | null = null): MeetingVerdict {
  return judgeMeeting(meeting.decided_by, knownOf(meeting, item));
}

function knownOf(meeting: MeetingRow, item: ItemRow | null): Known {
  const begun = meeting.state !== "called" || meeting.here_persons > 0;
  // An item is judged by who was here as it was put to the vote; candidates for the same seats all by who came to the meeting.
  const hall =
    item !== null && item.here_persons !== null && item.does !== "choose"
      ? { ...item, here_persons: item.here_persons }
      : meeting;
  return {
    form: meeting.form,
    day: legalDay(meeting.meets_at),
    noticeDay: meeting.notice_day,
    facts: meeting.facts,
    due: {
      persons: meeting.due_persons,
      women: meeting.due_women,
      households: meeting.due_households,
      floorDm2: meeting.due_floor_dm2,
    },
    here: begun ? { persons: hall.here_persons, households: hall.here_households ?? 0, floorDm2: hall.here_floor_dm2 } : null,
    proxies: hall.proxies ?? 0,
    item:
      item === null
        ? null
        : {
            matter: item.matter,
            method: item.method,
            steppedAside: item.stepped_aside,
            votes: votesOf(item),
            floors: floorsOf(item),
            choice: choiceOf(meeting, item),
          },
  };
}

function choiceOf({ seats }: MeetingRow, { does, number, title, rivals }: ItemRow): Choice | null {
  if (does !== "choose" || seats === null) return null;
  const called = (one: { readonly number: number; readonly title: string }) => `${one.title}（第 ${one.number} 项）`;
  return {
    candidate: called({ number, title }),
    seats,
    rivals: (rivals ?? []).map((one) => ({ candidate: called(one), votes: one.votes })),
  };
}

export function votesOf(item: ItemRow): Votes | null {
  if (item.votes_for === null) return null;
  const { votes_for, votes_against, votes_abstain, votes_invalid } = item;
  return { for: votes_for, against: votes_against ?? 0, abstain: votes_abstain ?? 0, invalid: votes_invalid ?? 0 };
}

/** The floor area behind each choice in whole 1/100 m²; null where none is counted, or it is not counted yet. */
export function floorsOf(item: ItemRow): Votes | null {
  if (item.floor_for_dm2 === null) return null;
  const { floor_for_dm2, floor_against_dm2, floor_abstain_dm2, floor_invalid_dm2 } = item;
  return {
    for: floor_for_dm2,
    against: floor_against_dm2 ?? 0,
    abstain: floor_abstain_dm2 ?? 0,
    invalid: floor_invalid_dm2 ?? 0,
  };
}

/** Of an appraisal the votes have its own words. */
export function inWordsOf(item: Pick<ItemRow, "does"> | null, { code, sentence }: ExplainedReason): ExplainedReason["sentence"] {
  if (item?.does !== "appraise" || !VOTE_REASONS.has(code)) return sentence;
  return {
    ...sentence,
    "zh-CN": sentence["zh-CN"].replace("赞成", "称职"),
    en: sentence.en.replace("in favour", "“competent”"),
  };
}

const VOTE_REASONS: ReadonlySet<string> = new Set(["votes", "no-passing-rule"]);

export function reasonView(reason: ExplainedReason, item: Pick<ItemRow, "does"> | null = null): Static<typeof ReasonView> {
  const sentence = inWordsOf(item, reason);
  return {
    code: reason.code,
    effect: reason.effect,
    sentence: sentence["zh-CN"],
    sentenceEn: sentence.en,
    figure: reason.figure,
    threshold: reason.threshold,
    outOf: reason.denominator?.count ?? null,
    article: reason.article,
    text: reason.text,
  };
}

/** A refusal that rests on one reason of a verdict: its figure and threshold, and the article behind it. */
export function refuseFor(code: string, reason: ExplainedReason | undefined): Refusal {
  if (reason === undefined) return refuse("conflict", code);
  const { figure, threshold, article, text } = reason;
  return refuse("conflict", code, {
    facts: { figure: figure ?? 0, threshold: threshold ?? 0, ...reason.params },
    ...(text === null ? {} : { rule: { rule: text, ...(article === null ? {} : { article }) } }),
  });
}

export function inState(meeting: MeetingRow, ...states: readonly MeetingState[]): Refusal | undefined {
  return states.includes(meeting.state) ? undefined : refuse("conflict", "meeting-state", { facts: { state: meeting.state } });
}
