import { sql } from "kysely";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { contextAt, perform } from "./time-machine.ts";

const DAY_MS = 86_400_000;
const HALF_AN_HOUR_MS = 1_800_000;
/** Every fifth meeting is of all villagers: ten days' notice (村民委员会组织法 22 and the default rule), the others three. */
const EVERY_ASSEMBLY = 5;
/** Of those due, who comes. */
const CAME = 0.85;
/** Every so many items fail to pass. */
const EVERY_FAILED = 7;

export type Official = Actor & { readonly organizationId: string };
type Meeting = { readonly at: Date; readonly ends: "called" | "open" | "published"; readonly assembly: boolean };

const AGENDA = [
  ["村东路安装路灯", "同意在村东路安装二十盏太阳能路灯，所需经费从村级公益事业经费中列支。"],
  ["调整垃圾投放点", "同意把村口的垃圾投放点迁到晒谷场北侧，由村民委员会组织施工。"],
  ["冬季清扫保洁", "同意从村集体经费中安排两名保洁员冬季的费用，每月公布支出。"],
  ["老年食堂开放时间", "同意老年食堂自下月起每天开放午餐和晚餐。"],
  ["机耕路养护", "同意今年机耕路养护由各小组分段承担，材料费从集体收入中列支。"],
  ["灌溉用水轮灌顺序", "同意按小组抽签的顺序轮灌，每组两天，由用水小组监督。"],
  ["村规民约修订草案", "同意把修订草案发到各户，征求意见十日以后再议。"],
] as const;

/** The meetings of one village, a week apart: the next is called, where there is one that is open it is on now, the others are over. */
export function planMeetings(now: Date, count: number, openOne: boolean): readonly Meeting[] {
  return Array.from({ length: count }, (_, place): Meeting => {
    if (place === 0) return { at: afternoon(now, 7), ends: "called", assembly: false };
    if (place === 1 && openOne) return { at: new Date(now.getTime() - HALF_AN_HOUR_MS), ends: "open", assembly: false };
    return { at: afternoon(now, -7 * place), ends: "published", assembly: place % EVERY_ASSEMBLY === 3 };
  });
}

/** 15:00 in Chinese time, so many days from a moment. */
function afternoon(from: Date, days: number): Date {
  return new Date(`${legalDay(new Date(from.getTime() + days * DAY_MS))}T15:00:00+08:00`);
}

/** Lives one meeting through by the house's own actions: roll frozen, notice, who came, votes by two tellers, result on the record. */
export async function liveMeeting(
  context: ActionContext,
  area: string,
  { keeper, teller }: { readonly keeper: Official; readonly teller: Official },
  meeting: Meeting,
  order: number,
): Promise<void> {
  const { at, assembly, ends } = meeting;
  const called = contextAt(
    context,
    ends === "called" ? new Date(context.now.getTime() - HALF_AN_HOUR_MS) : daysBefore(at, assembly),
    keeper,
  );
  const items = [order, order + 1].map((place) => {
    const [title, wording] = AGENDA[place % AGENDA.length]!;
    return { title, wording, matter: "" };
  });
  const { id } = await perform(called, "meetings/convene-meeting", {
    kind: assembly ? "villagers-assembly" : "representatives-meeting",
    area,
    due: assembly ? "adults" : "villagers-representatives",
    convener: keeper.organizationId,
    meetsAt: at.toISOString(),
    place: "村委会二楼会议室",
    chair: "村委会主任",
    facts: ["partyStudied"],
    title: `${legalDay(at)} ${assembly ? "村民会议" : "村民代表会议"}`,
    items,
  });
  if (ends === "called") return;
  const here = await open(contextAt(context, at, keeper), String(id));
  if (ends === "open") return;
  await vote(context, { keeper, teller }, String(id), at, here, order);
  await perform(contextAt(context, at, keeper), "meetings/close-meeting", {
    id,
    discussion: "各小组代表逐项发言，意见一致的不再记名。",
  });
  await perform(contextAt(context, new Date(at.getTime() + DAY_MS), keeper), "meetings/publish-result", { id });
}

function daysBefore(at: Date, assembly: boolean): Date {
  return new Date(at.getTime() - (assembly ? 11 : 3) * DAY_MS);
}

/** @returns how many came */
async function open(there: ActionContext, id: string): Promise<number> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from meetings.due where tenant_id = ${there.tenant.id} and meeting_id = ${id} order by person_id`.execute(
    there.tx.db,
  );
  const personIds = rows.slice(0, Math.ceil(rows.length * CAME)).map((row) => row.person_id);
  await perform(there, "meetings/sign-in-attendees", { id, personIds });
  await perform(there, "meetings/open-meeting", { id });
  return personIds.length;
}

async function vote(
  context: ActionContext,
  tellers: { readonly keeper: Official; readonly teller: Official },
  id: string,
  at: Date,
  here: number,
  order: number,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from meetings.item where tenant_id = ${context.tenant.id} and meeting_id = ${id} order by number`.execute(
    context.tx.db,
  );
  for (const [place, item] of rows.entries()) {
    await perform(contextAt(context, at, tellers.keeper), "meetings/put-to-vote", { id: item.id, method: "show-of-hands" });
    const favour = (order + place) % EVERY_FAILED === 0 ? Math.floor(here / 3) : here - Math.floor(here / 20);
    const count = { id: item.id, for: favour, against: here - favour, abstain: 0, invalid: 0 };
    for (const who of [tellers.keeper, tellers.teller]) await perform(contextAt(context, at, who), "meetings/count-votes", count);
  }
}
