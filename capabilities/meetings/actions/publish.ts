import type { JsonValue } from "@gongzhi/merkle-log";
import { sql, type SqlBool } from "kysely";
import { appendSealed, eraseWords, type RecordSource } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { ExplainedReason } from "@gongzhi/decision-rules";
import type { Votes } from "../domain/judge-meeting.ts";
import { findItems, type ItemRow } from "../store/items.ts";
import { changeMeeting, findMeeting, type MeetingRow } from "../store/meetings.ts";
import { findPapers, openPapers } from "../store/papers.ts";
import { emptyField, findOfficial, insertPublication, type PublicationKind } from "../store/publications.ts";
import { floorsOf, inWordsOf, judgeRow, votesOf } from "./known.ts";

/** Words people wrote, in which a name may have slipped; the figures are never erased. */
const ERASABLE = ["title", "place", "items", "why", "reason"];

type Content = Readonly<Record<string, JsonValue>>;

/** The notice and the digest of the frozen roll go on the record as the meeting is called; of a closed body with its result. */
export async function publishNotice(
  context: ActionContext,
  meetingId: string,
  { version, reason }: { readonly version: number; readonly reason: string } = { version: 1, reason: "" },
): Promise<void> {
  const meeting = await meetingOf(context, meetingId);
  if (!meeting.public) return;
  const items = await findItems(context.tx, meetingId);
  const agenda = items.map(({ number, title, wording, matter }) => ({ number, title, wording, matter }));
  await put(context, meeting, { kind: "notice", version, reason }, { ...headOf(meeting), items: agenda });
}

/** What came of it: the next version of its result, in the transaction of whatever made it so. */
export async function publishResultOf(context: ActionContext, meetingId: string, reason: string): Promise<number> {
  const { tx } = context;
  if (!(await meetingOf(context, meetingId)).public) {
    await changeMeeting(tx, meetingId, { public: true });
    await openPapers(tx, meetingId);
  }
  const before = await meetingOf(context, meetingId);
  const version = before.results + 1;
  await changeMeeting(tx, meetingId, { results: version });
  await put(context, before, { kind: "result", version, reason }, await resultOf(context, before));
  context.emit("meetings.result-published", { meetingId, version });
  return version;
}

async function meetingOf({ tx }: ActionContext, id: string): Promise<MeetingRow> {
  const meeting = await findMeeting(tx, id);
  if (meeting === undefined) throw new Error(`meeting ${id} went away`);
  return meeting;
}

function headOf(meeting: MeetingRow): Content {
  const { rule } = judgeRow(meeting);
  return {
    title: meeting.title,
    meeting: meeting.kind,
    form: meeting.form,
    area: meeting.division_path,
    day: legalDay(meeting.meets_at),
    place: meeting.place,
    convener: meeting.convener_name,
    noticeDay: meeting.notice_day,
    roll: {
      persons: meeting.due_persons,
      women: meeting.due_women,
      households: meeting.due_households,
      ...floorIn(meeting.due_floor_dm2),
      sha256: meeting.roll_sha256,
    },
    rule: { id: rule.id, version: rule.version, text: rule.text, edition: rule.edition },
  };
}

async function resultOf({ tx }: ActionContext, meeting: MeetingRow): Promise<Content> {
  const verdict = judgeRow(meeting);
  const items = await findItems(tx, meeting.id);
  const signed = (await findPapers(tx, meeting.id)).filter(({ purpose }) => purpose === "signed");
  return {
    ...headOf(meeting),
    state: meeting.state,
    why: meeting.ended_why,
    here: {
      persons: meeting.here_persons,
      households: meeting.here_households,
      proxies: meeting.proxies,
      ...floorIn(meeting.here_floor_dm2),
    },
    held: verdict.held,
    reasons: verdict.reasons.map((reason) => reasonOf(reason)),
    items: items.map((item) => {
      const { outcome, reasons } = judgeRow(meeting, item);
      const { number, title, wording, matter, method } = item;
      const votes = votesOf(item);
      const floors = floorsOf(item);
      return {
        number,
        title,
        wording,
        matter,
        method,
        steppedAside: item.stepped_aside,
        votes: votes !== null && item.does === "appraise" ? appraised(votes) : votes,
        ...(floors === null ? {} : { floors }),
        outcome: votes === null ? "not-voted" : outcome,
        reasons: votes === null ? [] : reasons.map((reason) => reasonOf(reason, item)),
      };
    }),
    signed: signed.map(({ sha256 }) => sha256),
  };
}

/** Whole 1/100 m², where owners are counted by their floor area. */
function floorIn(floorDm2: number | null): Content {
  return floorDm2 === null ? {} : { floorDm2 };
}

/** By the words that stood on the ballots. */
function appraised({ for: competent, against: incompetent, abstain, invalid }: Votes) {
  return { competent, incompetent, abstain, invalid };
}

function reasonOf(reason: ExplainedReason, item: ItemRow | null = null) {
  const { code, effect, figure, threshold, denominator, article, text } = reason;
  const base = denominator === null ? null : { of: denominator.of, unit: denominator.unit, count: denominator.count };
  return { code, effect, figure, threshold, base, article, text, sentence: { ...inWordsOf(item, reason) } };
}

async function put(
  context: ActionContext,
  meeting: MeetingRow,
  made: { readonly kind: PublicationKind; readonly version: number; readonly reason: string },
  content: Content,
): Promise<void> {
  const whole = { ...content, reason: made.reason };
  await insertPublication(context.tx, { meeting_id: meeting.id, ...made, content: whole });
  const fields = Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, { value, shown: true }]));
  appendSealed(context, {
    kind: `meetings.${made.kind}`,
    subject: `${meeting.id}/${made.version}`,
    fields,
    area: meeting.division_path,
  });
}

function source(kind: PublicationKind, name: string, nameEn: string): RecordSource {
  return {
    name,
    nameEn,
    current: async ({ tx }, which) => await findOfficial(tx, kind, which),
    erase: {
      fields: ERASABLE,
      run: async ({ tx }, subject, { field, words }) => {
        await emptyField(tx, kind, subject, field);
        await eraseWords(tx, words, wordsOf(subject, field));
      },
      together: (subject) => `${meetingIdOf(subject)}/`,
    },
    page: (subject) => `meetings/${meetingIdOf(subject)}`,
  };
}

/** Where a meeting's own rows show what was published in a field. */
function wordsOf(subject: string, field: string): Parameters<typeof eraseWords>[2] {
  const id = meetingIdOf(subject);
  const meeting = { table: "meetings.meeting", rows: sql<SqlBool>`r.id = ${id}` };
  if (field === "title" || field === "place") return [{ ...meeting, columns: [field] }];
  if (field === "why") return [{ ...meeting, columns: ["ended_why"] }];
  const item = { table: "meetings.item", rows: sql<SqlBool>`r.meeting_id = ${id}` };
  return [{ ...item, columns: field === "items" ? ["title", "wording"] : ["recount_why"] }];
}

function meetingIdOf(subject: string): string {
  return subject.slice(0, subject.indexOf("/"));
}

export const ON_RECORD: Readonly<Record<string, RecordSource>> = {
  "meetings.notice": source("notice", "会议通知", "Notice of a meeting"),
  "meetings.result": source("result", "会议结果", "Result of a meeting"),
};
