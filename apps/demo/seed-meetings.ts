import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = pathOfCode("990101101201");
const DAY_MS = 86_400_000;
/** Of those due, who came to the meeting that was: well over two thirds. */
const CAME = 0.85;
const SIGNATURES = 9;

/** A representatives' meeting that was, with its result; one called for next week; and villagers who ask for an assembly. */
export async function seedMeetings(context: ActionContext): Promise<void> {
  const officials = await findOfficials(context);
  const keeper = officials.find(({ posts }) =>
    posts.some(({ areas, duties }) => areas.includes(VILLAGE) && duties.includes("rolls.keep")),
  );
  const teller = officials.find(({ posts }) =>
    posts.some(
      ({ areas, duties }) => areas.includes(VILLAGE) && duties.includes("meetings.count") && !duties.includes("rolls.keep"),
    ),
  );
  if (keeper === undefined || teller === undefined) throw new Error("the demo has nobody who runs a meeting");
  await holdOne(context, keeper, teller);
  const soon = contextAt(context, new Date(context.now.getTime() - DAY_MS), keeper);
  await perform(soon, "meetings/convene-meeting", {
    ...asked(keeper, afternoon(context.now, 7)),
    title: "大柳村第四季度村民代表会议",
    items: [
      { title: "冬季清扫保洁", wording: "同意从村集体经费中安排两名保洁员冬季的费用，每月公布支出。", matter: "" },
      { title: "老年食堂开放时间", wording: "同意老年食堂自下月起每天开放午餐和晚餐。", matter: "" },
    ],
  });
  await askForAssembly(context, keeper);
}

/** 15:00 in Chinese time, so many days from a moment. */
function afternoon(from: Date, days: number): Date {
  return new Date(`${legalDay(new Date(from.getTime() + days * DAY_MS))}T15:00:00+08:00`);
}

function asked(keeper: Actor & { readonly organizationId: string }, at: Date) {
  return {
    kind: "representatives-meeting",
    area: VILLAGE,
    due: "villagers-representatives",
    convener: keeper.organizationId,
    meetsAt: at.toISOString(),
    place: "村委会二楼会议室",
    chair: "村委会主任",
    facts: ["partyStudied"],
  };
}

async function holdOne(
  context: ActionContext,
  keeper: Actor & { readonly organizationId: string },
  teller: Actor,
): Promise<void> {
  const at = afternoon(context.now, -20);
  const called = contextAt(context, new Date(at.getTime() - 12 * DAY_MS), keeper);
  const { id } = await perform(called, "meetings/convene-meeting", {
    ...asked(keeper, at),
    title: "大柳村第三季度村民代表会议",
    items: [
      { title: "村东路安装路灯", wording: "同意在村东路安装二十盏太阳能路灯，所需经费从村级公益事业经费中列支。", matter: "" },
      { title: "调整垃圾投放点", wording: "同意把村口的垃圾投放点迁到晒谷场北侧。", matter: "" },
    ],
  });
  const there = contextAt(context, at, keeper);
  const { rows: due } = await sql<{ person_id: string }>`
    select person_id from meetings.due where tenant_id = ${context.tenant.id} and meeting_id = ${String(id)} order by person_id`.execute(
    context.tx.db,
  );
  const personIds = due.slice(0, Math.ceil(due.length * CAME)).map((row) => row.person_id);
  await perform(there, "meetings/sign-in-attendees", { id, personIds });
  await perform(there, "meetings/open-meeting", { id });
  const { rows: items } = await sql<{ id: string }>`
    select id from meetings.item where tenant_id = ${context.tenant.id} and meeting_id = ${String(id)} order by number`.execute(
    context.tx.db,
  );
  const half = Math.floor(personIds.length / 2);
  for (const [index, item] of items.entries()) {
    await perform(there, "meetings/put-to-vote", { id: item.id, method: "show-of-hands" });
    // The lamps pass; the move of the bins is one vote short.
    const favour = index === 0 ? personIds.length - 1 : half;
    const count = { id: item.id, for: favour, against: personIds.length - favour, abstain: 0, invalid: 0 };
    for (const who of [keeper, teller]) await perform(contextAt(context, at, who), "meetings/count-votes", count);
  }
  await perform(there, "meetings/close-meeting", {
    id,
    discussion: "有代表提出路灯电费由谁承担，村委会答复由村集体承担。\n多数代表认为晒谷场北侧离住户太近，建议另选地点。",
  });
  await perform(contextAt(context, new Date(at.getTime() + DAY_MS), keeper), "meetings/publish-result", { id });
}

/** Somebody of the village asks, and the clerk has entered the first sheet of signatures. */
async function askForAssembly(context: ActionContext, keeper: Actor): Promise<void> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct e.person_id from rolls.v_entry e join rolls.v_roll r on r.tenant_id = e.tenant_id and r.id = e.roll_id and r.version = e.version
    join register.v_person_facts f on f.tenant_id = e.tenant_id and f.person_id = e.person_id
    where e.tenant_id = ${context.tenant.id} and r.kind = 'adults' and r.division_path = ${VILLAGE}::ltree and f.born_on < '2000-01-01' order by e.person_id limit ${SIGNATURES}`.execute(
    context.tx.db,
  );
  const people = rows.map((row) => row.person_id);
  const starter: Actor = {
    kind: "person",
    tenantId: context.tenant.id,
    personId: people[0] ?? "",
    proofLevel: 1,
    posts: [],
    secondFactorPending: false,
  };
  const { id } = await perform(
    contextAt(context, new Date(context.now.getTime() - 3 * DAY_MS), starter),
    "meetings/start-initiative",
    {
      kind: "villagers-assembly",
      signers: "adults",
      title: "要求召开村民会议讨论自来水改造",
      wording: "去年冬天停水三次，要求开会商量管网改造和费用分担。",
    },
  );
  await perform(contextAt(context, new Date(context.now.getTime() - 2 * DAY_MS), keeper), "meetings/enter-signatures", {
    id,
    personIds: people,
  });
}
