import { noticeLatest } from "@gongzhi/working-days";
import { itemName } from "@gongzhi/decision-rules";
import { findCaseText } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { chosenBy } from "../domain/choosing.ts";
import { FLOOR, resolveRule, type RuleVersion } from "../domain/kinds.ts";
import { mayCount, mayKeep, mayRead, mayReadMinutes } from "../policy.ts";
import { findItems, findTallies, type ItemRow, type TallyRow } from "../store/items.ts";
import { findMeeting, type MeetingRow } from "../store/meetings.ts";
import { findPapers } from "../store/papers.ts";
import { findPublications } from "../store/publications.ts";
import { findRuleTitle } from "../store/find-rule-title.ts";
import { awaits, bodiesFor } from "./choosing.ts";
import { doorOf } from "./attendance.ts";
import { floorsOf, judgeRow, reasonView, votesOf } from "./known.ts";

export const readMeetingBound = bind(readMeeting, {
  policy: mayRead,
  subject: async ({ tx }, { id }) => await findMeeting(tx, id),
  run: async (context, { id }, meeting) => {
    const { tx, actor } = context;
    const [items, tallies, papers, publications, title] = [
      await findItems(tx, id),
      await findTallies(tx, id),
      await findPapers(tx, id),
      await findPublications(tx, id),
      await findRuleTitle(tx, meeting.rule_id),
    ];
    const rule = resolveRule(meeting.decided_by, legalDay(meeting.meets_at));
    const minutes = mayReadMinutes.can(actor, meeting);
    return {
      meeting: meetingFacts(meeting),
      kindName: { value: meeting.kind, name: rule.name["zh-CN"], nameEn: rule.name.en },
      chair: meeting.chair,
      noticeDay: meeting.notice_day,
      latestNotice: rule.notice === null ? null : noticeLatest(legalDay(meeting.meets_at), rule.notice.days),
      rule: {
        title,
        version: meeting.rule_version,
        decides: rule.id,
        edition: rule.source.edition,
        text: rule.source.text,
        tellers: meeting.tellers,
        proxies: rule.proxies?.allowed === true,
      },
      facts: rule.requires.filter(({ fact }) => meeting.facts.includes(fact)).map(factView),
      roll: {
        id: meeting.roll_id,
        persons: meeting.due_persons,
        women: meeting.due_women,
        households: meeting.due_households,
        floorDm2: meeting.due_floor_dm2,
        sha256: meeting.roll_sha256,
      },
      here: {
        persons: meeting.here_persons,
        households: meeting.here_households,
        proxies: meeting.proxies,
        floorDm2: meeting.here_floor_dm2,
      },
      ...quorumOf(meeting),
      seats: meeting.seats,
      items: await Promise.all(
        items.map(async (item) => ({
          ...itemView(meeting, item, tallies, rule, actor.personId),
          about: item.case_number === null ? null : ((await findCaseText(context, item.case_number))?.path ?? null),
          toCarryOut:
            mayKeep.can(actor, meeting) && awaits(meeting, item) ? { bodies: await bodiesFor(context, meeting, item) } : null,
        })),
      ),
      papers: papers
        .filter(({ purpose }) => purpose === "agenda" || mayCount.can(actor, meeting))
        .map((paper) => ({ id: paper.file_id, name: paper.name, purpose: paper.purpose })),
      door: mayKeep.can(actor, meeting) ? doorOf(context, meeting) : null,
      own: meeting.person_id === null ? null : { here: meeting.here !== null },
      discussion: minutes ? meeting.discussion : "",
      endedWhy: meeting.ended_why,
      publications: publications.map(({ kind, version, reason, published_at }) => ({
        kind,
        version,
        reason,
        on: legalDay(published_at),
      })),
      may: actsOf(context, meeting, items),
    };
  },
});

export function meetingFacts(meeting: MeetingRow) {
  return {
    id: meeting.id,
    kind: meeting.kind,
    form: meeting.form,
    title: meeting.title,
    area: meeting.area,
    path: meeting.division_path,
    group: meeting.group_name,
    meetsAt: meeting.meets_at.toISOString(),
    day: legalDay(meeting.meets_at),
    place: meeting.place,
    convener: meeting.convener_name,
    state: meeting.state,
    published: meeting.results > 0,
  };
}

/** The quorum as figures for a screen, with the reasons of the meeting itself. */
function quorumOf(meeting: MeetingRow) {
  const { held, reasons } = judgeRow(meeting);
  const asked = reasons.filter(({ code }) => code === "attendance" || code === "attendance-needed");
  const thresholdOf = (floor: boolean) => asked.find(({ unit }) => (unit === FLOOR) === floor)?.threshold ?? null;
  const households = meeting.form === "households";
  return {
    quorum: {
      held,
      figure: households ? meeting.here_households : meeting.here_persons,
      outOf: households ? meeting.due_households : meeting.due_persons,
      threshold: thresholdOf(false),
      floor:
        meeting.due_floor_dm2 === null
          ? null
          : { figure: meeting.here_floor_dm2 ?? 0, outOf: meeting.due_floor_dm2, threshold: thresholdOf(true) },
    },
    reasons: reasons.map((reason) => reasonView(reason)),
  };
}

function itemView(
  meeting: MeetingRow,
  item: ItemRow,
  tallies: readonly TallyRow[],
  rule: RuleVersion,
  reader: string | undefined,
) {
  const ofItem = tallies.filter(({ item_id }) => item_id === item.id);
  const ofRound = ofItem.filter(({ round }) => round === item.round);
  const votes = votesOf(item);
  const verdict = judgeRow(meeting, item);
  const before = item.state === "voting" && item.recount_why === "" ? item.round - 1 : 0;
  return {
    id: item.id,
    number: item.number,
    title: item.title,
    wording: item.wording,
    matter: item.matter === null ? null : matterView(item.matter, rule),
    method: item.method,
    secret: item.secret,
    state: item.state,
    round: item.round,
    steppedAside: item.stepped_aside,
    counted: ofRound.length,
    ownCount: ofRound.some(({ teller }) => teller === reader),
    differed: ofItem.filter(({ round }) => round === before).map(countView),
    votes,
    floors: floorsOf(item),
    outcome: votes === null ? "" : verdict.outcome,
    does: item.does,
    ownMatter: item.about_person !== null && item.about_person === reader,
    carriedOutOn: item.carried_out_on,
    holds: item.holds ?? (item.does === "choose" ? (chosenBy({ decides: rule.id })?.holds ?? null) : null),
    reasons:
      meeting.state === "called"
        ? []
        : verdict.reasons.filter(({ code }) => OF_ITEM.has(code)).map((reason) => reasonView(reason, item)),
  };
}

/** What is about an item and not about the whole meeting. */
const OF_ITEM: ReadonlySet<string> = new Set([
  "votes",
  "votes-needed",
  "did-not-vote",
  "no-passing-rule",
  "item-beyond-power",
  "item-special-measure",
  "item-form",
  "requirement",
  "requirement-not-stated",
  "recusal",
  "candidate",
  "candidates-tied",
  "recusal-missing",
  "method",
]);

function countView(tally: TallyRow) {
  const { for: favour, against, abstain, invalid, floors } = tally;
  return { for: favour, against, abstain, invalid, floors };
}

export function factView({ fact, name }: RuleVersion["requires"][number]) {
  return { value: fact, name: name?.["zh-CN"] ?? fact, nameEn: name?.en ?? fact };
}

export function matterView(matter: string, rule: RuleVersion) {
  return { value: matter, name: itemName(matter, rule, "zh-CN"), nameEn: itemName(matter, rule, "en") };
}

function actsOf({ actor, now }: ActionContext, meeting: MeetingRow, items: readonly ItemRow[]): string[] {
  const acts: string[] = [];
  const { state } = meeting;
  const voting = items.some((item) => item.state === "voting");
  const keeper = mayKeep.can(actor, meeting);
  const add = (act: string, fits: boolean) => (fits ? acts.push(act) : 0);
  if (mayCount.can(actor, meeting)) {
    add("read-attendance", true);
    add("count-votes", voting && (state === "open" || state === "closed"));
  }
  add("cast-ballot", state === "open" && meeting.here !== null && meeting.here !== "proxy");
  if (!keeper) return acts;
  add("end-ballot", state === "open");
  const theDay = legalDay(now) >= legalDay(meeting.meets_at);
  add("open-meeting", state === "called" && theDay);
  add("end-unheld", state === "called" && theDay);
  add("call-off-meeting", state === "called");
  add("put-to-vote", state === "open");
  add("step-aside", state === "open" && meeting.due_persons > 0 && meeting.due_floor_dm2 === null);
  add("close-meeting", state === "open" && !voting);
  add("attach-signed", state === "closed" || state === "not-held");
  add("publish-result", (state === "closed" || state === "not-held") && meeting.results === 0 && !voting);
  add("recount-item", state === "open" || state === "closed");
  return acts;
}
