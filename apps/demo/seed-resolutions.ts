import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { TakePhoto } from "./draw-photos.ts";
import { carryOut } from "./seed-projects.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_VILLAGE = pathOfCode("990101101202");
const DAY_MS = 86_400_000;
const MEMBERS = 18;
/** Of those due, who comes: well over two thirds; and who came to the meeting that could not be held. */
const CAME = 0.85;
const TOO_FEW = 0.6;

type Official = Actor & { readonly organizationId: string };
export type People = { readonly secretary: Official; readonly head: Official; readonly members: readonly string[] };
type Matter = { readonly title: string; readonly wording: string; readonly asked: string };

const LAMPS: Matter = {
  title: "村东路安装路灯",
  wording: "在村东路安装二十盏太阳能路灯，预算三万六千元，从村级公益事业经费中列支，由村委会组织三家比价后施工，十一月底前完成。",
  asked: "走访东片 31 户，开院坝会一次。多数人同意；有人问电费谁出，改为太阳能路灯，不用电费。",
};
const CANTEEN: Matter = {
  title: "老年食堂开放时间和补助",
  wording: "老年食堂每天开放午餐和晚餐，七十岁以上老人每餐补助三元，补助从村集体经营收入中列支，每月公布。",
  asked: "走访七十岁以上老人 26 人，全部赞成开放晚餐；八人提出口味要清淡。",
};
const PARKING: Matter = {
  title: "村口空地改建停车场",
  wording: "把村口闲置空地改建为停车场，设车位二十四个，预算五万元，从村级公益事业经费中列支，完工后免费使用。",
  asked: "发放征求意见表 52 份，收回 47 份，赞成 40 份，反对 7 份；反对的主要担心排水。",
};
const WELL: Matter = {
  title: "翻修前街水井房",
  wording: "翻修前街水井房，更换水泵一台，预算一万二千元，从村级公益事业经费中列支，由村委会组织施工。",
  asked: "在前街、后街各开一次院坝会，到会 38 人，没有反对意见。",
};

/** Four matters: one finished, one posted with an objection, one whose representatives did not come in number, one just proposed next door. */
export async function seedResolutions(context: ActionContext, take: TakePhoto): Promise<void> {
  const officials = await findOfficials(context);
  const holder = (area: string, duty: string) => {
    const found = officials.find(({ posts }) => posts.some((post) => post.areas.includes(area) && post.duties.includes(duty)));
    if (found === undefined) throw new Error(`the demo has nobody with ${duty} in ${area}`);
    return found;
  };
  const secretary = holder(VILLAGE, "party.keep");
  const members = await findMembers(context);
  const people = { secretary, head: holder(VILLAGE, "rolls.keep"), members };
  await perform(contextAt(context, daysAgo(context, 120), secretary), "party/enter-members", { names: members });
  await finish(context, people, take);
  await postOne(context, people);
  await failOne(context, people);
  await proposeAt(context, daysAgo(context, 2), holder(NEXT_VILLAGE, "party.keep"), NEXT_VILLAGE, WELL, 38);
}

function daysAgo({ now }: ActionContext, days: number, hour = "09"): Date {
  return new Date(`${legalDay(new Date(now.getTime() - days * DAY_MS))}T${hour}:00:00+08:00`);
}

/** People of the village whose names nobody shares, so that a name tells who is meant. */
async function findMembers(context: ActionContext): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select n.name from register.v_person_name n where n.tenant_id = ${context.tenant.id} and n.division_path <@ ${VILLAGE}::ltree and n.name <> ''
    group by n.name having count(*) = 1 order by n.name limit ${MEMBERS}`.execute(context.tx.db);
  return rows.map(({ name }) => name);
}

type Made = { readonly id: string; readonly number: string };

async function proposeAt(context: ActionContext, at: Date, by: Actor, area: string, matter: Matter, askedPersons: number) {
  const made = await perform(contextAt(context, at, by), "resolutions/propose", { area, ...matter, matter: "", askedPersons });
  return { id: String(made["id"]), number: String(made["number"]) };
}

async function step(context: ActionContext, at: Date, by: Actor, { id }: Made, act: string, input: object = {}): Promise<void> {
  await perform(contextAt(context, at, by), `resolutions/${act}`, { id, ...input });
}

/** The two committees and the party members deliberate, a week apart, each with its published result. */
async function deliberate(context: ActionContext, people: People, made: Made, matter: Matter, from: number): Promise<void> {
  await hold(context, people, made, matter, { kind: "joint-committees-meeting", due: "posts", day: from - 5, came: 1 });
  await step(context, daysAgo(context, from - 6), people.head, made, "pass-step");
  await hold(context, people, made, matter, { kind: "party-members-review", due: "party-members", day: from - 11, came: CAME });
  await step(context, daysAgo(context, from - 12), people.head, made, "pass-step");
}

const REPRESENTATIVES = { kind: "representatives-meeting", due: "villagers-representatives" } as const;

async function decide(context: ActionContext, people: People, made: Made, matter: Matter, from: number): Promise<void> {
  await deliberate(context, people, made, matter, from);
  await hold(context, people, made, matter, { ...REPRESENTATIVES, day: from - 18, came: CAME });
  await step(context, daysAgo(context, from - 19), people.head, made, "pass-step");
  await step(context, daysAgo(context, from - 19, "10"), people.head, made, "publish-resolution");
}

async function finish(context: ActionContext, people: People, take: TakePhoto): Promise<void> {
  const from = 90;
  const made = await proposeAt(context, daysAgo(context, from), people.secretary, VILLAGE, LAMPS, 96);
  await decide(context, people, made, LAMPS, from);
  await step(context, daysAgo(context, from - 27), people.head, made, "pass-step");
  await carryOut(context, made.number, take);
  const result = "二十盏太阳能路灯全部装好，经村务监督委员会验收合格。三家比价后由最低价一家承做，比预算节省 2,400 元。";
  const report = { doneOn: legalDay(daysAgo(context, 12)), result, costCents: 3_360_000 };
  await step(context, daysAgo(context, 11), people.head, made, "report-result", report);
  await step(context, daysAgo(context, 10), people.head, made, "publish-result");
}

async function postOne(context: ActionContext, people: People): Promise<void> {
  const from = 22;
  const made = await proposeAt(context, daysAgo(context, from), people.secretary, VILLAGE, CANTEEN, 26);
  await decide(context, people, made, CANTEEN, from);
  const { rows } = await sql<{ id: string }>`
    select id from register.v_person where tenant_id = ${context.tenant.id} and division_path <@ ${VILLAGE}::ltree and account_id is not null
      and household_id is not null order by id limit 1`.execute(context.tx.db);
  const resident: Actor = {
    kind: "person",
    tenantId: context.tenant.id,
    personId: rows[0]?.id ?? "",
    proofLevel: 1,
    posts: [],
    secondFactorPending: false,
  };
  await step(context, daysAgo(context, 2), resident, made, "object-to-resolution", {
    text: "补助只给七十岁以上的，残疾人是不是也应当考虑？",
  });
}

/** One short of two thirds: not held, published as that, and the step stays where it is. */
async function failOne(context: ActionContext, people: People): Promise<void> {
  const from = 40;
  const made = await proposeAt(context, daysAgo(context, from), people.secretary, VILLAGE, PARKING, 52);
  await deliberate(context, people, made, PARKING, from);
  await hold(context, people, made, PARKING, { ...REPRESENTATIVES, day: 8, came: TOO_FEW });
}

type Held = {
  readonly kind: string;
  readonly due: string;
  readonly day: number;
  readonly notice?: number;
  readonly came: number;
};

async function hold(context: ActionContext, people: People, { number }: Made, matter: Matter, held: Held): Promise<void> {
  await voteOn(context, people, { number, title: matter.title, wording: matter.wording, matter: "" }, held);
}

type Item = { readonly number: string; readonly title: string; readonly wording: string; readonly matter: string };
/** Days before a meeting on which it is called, where nothing asks for more. */
const NOTICE = 3;

/** A meeting about a case, held at three in the afternoon; too few: not held. Its result is published. */
export async function voteOn(context: ActionContext, people: People, item: Item, held: Held): Promise<void> {
  const { secretary, head, members } = people;
  const closed = held.due === "party-members";
  const keeper = closed ? secretary : head;
  const at = daysAgo(context, held.day, "15");
  const called = contextAt(context, new Date(at.getTime() - (held.notice ?? NOTICE) * DAY_MS), keeper);
  const id = await convene(called, keeper, item, held, at);
  const there = contextAt(context, at, keeper);
  const here = closed ? members.slice(0, Math.ceil(members.length * held.came)) : await findComers(context, id, held.came);
  if (closed) await perform(there, "party/sign-in-members", { id, names: here });
  else await perform(there, "meetings/sign-in-attendees", { id, personIds: here });
  if (held.came === TOO_FEW) await perform(there, "meetings/end-unheld", { id });
  else await vote(context, people, id, at, here.length);
  await perform(contextAt(context, new Date(at.getTime() + 7_200_000), keeper), "meetings/publish-result", { id });
}

async function convene(called: ActionContext, by: Official, item: Item, held: Held, at: Date): Promise<string> {
  const { id } = await perform(called, "meetings/convene-meeting", {
    kind: held.kind,
    area: VILLAGE,
    due: held.due,
    convener: by.organizationId,
    title: `${item.title}：会议`,
    meetsAt: at.toISOString(),
    place: "村委会二楼会议室",
    chair: held.due === "party-members" ? "党支部书记" : "村委会主任",
    items: [{ title: item.title, wording: item.wording, matter: item.matter, caseNumber: item.number }],
    facts: [],
  });
  return String(id);
}

async function findComers(context: ActionContext, meetingId: string, share: number): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from meetings.due where tenant_id = ${context.tenant.id} and meeting_id = ${meetingId} order by person_id`.execute(
    context.tx.db,
  );
  return rows.slice(0, Math.ceil(rows.length * share)).map((row) => row.person_id);
}

async function vote(context: ActionContext, { secretary, head }: People, id: string, at: Date, here: number): Promise<void> {
  const there = contextAt(context, at, head);
  const { rows } = await sql<{ id: string }>`
    select id from meetings.item where tenant_id = ${context.tenant.id} and meeting_id = ${id} order by number`.execute(
    context.tx.db,
  );
  await perform(there, "meetings/open-meeting", { id });
  for (const item of rows) {
    await perform(there, "meetings/put-to-vote", { id: item.id, method: "show-of-hands" });
    const against = here > 4 ? 1 : 0;
    const count = { id: item.id, for: here - against, against, abstain: 0, invalid: 0 };
    for (const who of [head, secretary]) await perform(contextAt(context, at, who), "meetings/count-votes", count);
  }
  await perform(there, "meetings/close-meeting", { id, discussion: "" });
}
