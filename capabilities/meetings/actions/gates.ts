import {
  findCaseText,
  type Founding,
  type FoundingSource,
  type Gate,
  type GateAsked,
  type GateFact,
} from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { resolveRule } from "../domain/kinds.ts";
import * as say from "../domain/say-gate.ts";
import { findFoundingItems, findItem, findItemsAbout, type ItemRow } from "../store/items.ts";
import { findMeeting, type MeetingRow } from "../store/meetings.ts";
import { findKinds } from "./kinds-here.ts";
import { judgeRow, votesOf } from "./known.ts";
import { nameOf } from "./list-meetings.ts";

const STUDYING = "party-organization";

/** `meetings.passed:kind,kind`: a meeting of one of these kinds, held since the step waits, has passed the case as it now reads. */
const passed: Gate = async (context, asked) => await askMeetings(context, asked, asked.about);

/** `meetings.party-studied`: the same of a meeting of any kind that the party organization calls. */
const partyStudied: Gate = async (context, asked) => {
  const kinds = (await findKinds(context.tx, asked.path))?.kinds ?? [];
  const studying = kinds.filter(({ convener }) => convener.includes(STUDYING)).map(({ id }) => id);
  return await askMeetings(context, asked, studying);
};

export const MEETING_GATES: Readonly<Record<string, Gate>> = {
  "meetings.passed": passed,
  "meetings.party-studied": partyStudied,
};

async function askMeetings(context: ActionContext, asked: GateAsked, kinds: readonly string[]): Promise<readonly GateFact[]> {
  const { tx, now } = context;
  const known = (await findKinds(tx, asked.path))?.kinds ?? [];
  const names = known.filter(({ id }) => kinds.includes(id)).flatMap((kind) => nameOf(kind, legalDay(now)));
  if (asked.waitsSince === undefined) return [{ met: false, sentence: say.notReached(names) }];
  const held: { readonly meeting: MeetingRow; readonly item: ItemRow }[] = [];
  for (const item of await findItemsAbout(tx, asked.caseNumber)) {
    const meeting = await findMeeting(tx, item.meeting_id);
    const counts = meeting !== undefined && kinds.includes(meeting.kind) && meeting.state !== "called-off";
    if (counts && meeting.meets_at >= asked.waitsSince) held.push({ meeting, item });
  }
  held.push(...(await heldBefore(context, asked, kinds)));
  if (held.length === 0) return [{ met: false, sentence: say.notCalled(names) }];
  const told = await Promise.all(held.map(async ({ meeting, item }) => await factsOf(context, asked, meeting, item)));
  return told.find((facts) => facts.every(({ met }) => met)) ?? told.at(-1) ?? [];
}

/** What the case was opened on, at the step it opened with: a later step wants a meeting of its own. */
async function heldBefore(context: ActionContext, asked: GateAsked, kinds: readonly string[]) {
  if (asked.waitsSince === undefined || asked.waitsSince > asked.openedAt) return [];
  const founding = (await findCaseText(context, asked.caseNumber))?.founding;
  const item = founding === undefined ? undefined : await findItem(context.tx, founding);
  const meeting = item === undefined ? undefined : await findMeeting(context.tx, item.meeting_id);
  return item !== undefined && meeting !== undefined && kinds.includes(meeting.kind) ? [{ meeting, item }] : [];
}

function foundingOf(meeting: MeetingRow, item: ItemRow): Founding {
  const { kind, division_path: area, meets_at: heldAt } = meeting;
  const { id, title, wording, matter } = item;
  return { id, page: `meetings/${meeting.id}`, area, kind, heldAt, title, wording, matter };
}

/** Items that a closed meeting voted on under no case, once its result is published. */
export const FOUNDINGS: FoundingSource = {
  find: async ({ tx }, id) => {
    const item = await findItem(tx, id);
    const meeting = item === undefined ? undefined : await findMeeting(tx, item.meeting_id);
    const published = meeting?.state === "closed" && meeting.results > 0 && item?.case_number === null;
    return published && item !== undefined ? foundingOf(meeting, item) : undefined;
  },
  list: async ({ tx }, asked) => {
    const found: Founding[] = [];
    for (const item of await findFoundingItems(tx, asked)) {
      const meeting = await findMeeting(tx, item.meeting_id);
      if (meeting !== undefined && judgeRow(meeting, item).outcome === "passed") found.push(foundingOf(meeting, item));
    }
    return found;
  },
};

async function factsOf(
  context: ActionContext,
  asked: GateAsked,
  meeting: MeetingRow,
  item: ItemRow,
): Promise<readonly GateFact[]> {
  const path = `meetings/${meeting.id}`;
  const day = legalDay(meeting.meets_at);
  const { name } = resolveRule(meeting.decided_by, day);
  const about = { kind: name, day };
  const shut = (sentence: GateFact["sentence"]) => [{ met: false, sentence, path }];
  if (meeting.state === "called") return shut(say.called(about));
  if (meeting.results === 0) return shut(say.unpublished(about));
  const { outcome, reasons } = judgeRow(meeting, item);
  const votes = votesOf(item);
  if (outcome !== "passed" || votes === null) {
    const broken = reasons.filter(({ effect }) => effect === "violated");
    const head = { met: false, sentence: say.failed(about, votes), path };
    return [
      head,
      ...broken.map(({ sentence, figure, threshold, article, text }) => ({
        met: false,
        sentence: { "zh-CN": sentence["zh-CN"], en: sentence.en },
        figure,
        threshold,
        article,
        text,
        path,
      })),
    ];
  }
  const subject = await findCaseText(context, asked.caseNumber);
  if (subject === undefined || subject.wording !== item.wording || subject.matter !== item.matter)
    return shut(say.anotherText(about));
  const { due_persons: due, here_persons: here } = meeting;
  return [{ met: true, sentence: say.passed(about, { due, here: item.here_persons ?? here }, votes), path }];
}
