import { addDays } from "@gongzhi/working-days";
import { sql } from "kysely";
import { openDuties } from "#capabilities/disclosure/index.ts";
import { answerFor, pathOfCode, putDivisions } from "#capabilities/divisions/index.ts";
import { systemActor } from "#platform/actor.ts";
import type { ActionContext, Tenant } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { leaveTraces, noTraces } from "#platform/registry/leave-traces.ts";
import { addTenant } from "#platform/tenants/add-tenant.ts";
import { liveMeeting, planMeetings, type Official } from "./made-meetings.ts";
import { makeOffices, makeResidents } from "./made-people.ts";
import { MADE_CITY, MOST_TOWNSHIPS, madeTownship, type MadePlace, type MadeTownship } from "./made-place.ts";
import type { SeedParts } from "./seed-township.ts";
import { seeded } from "./seeded.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";
import { SOURCE, VALID_FROM } from "./township.ts";

/** What each township has; made ones are told apart by it. */
type TownshipPlan = { readonly residents: number; readonly meetings: number };

/** What there is of a plan, and what lacks: where a run goes on. */
type Lacking = {
  readonly plan: TownshipPlan;
  readonly made: number;
  readonly slugs: readonly string[];
  /** The number of the first that is to be made: no other township has its code or one after it. */
  readonly from: number;
};

const PREFIX = "made";
/** Residents a village: as many as a plain village has, and at most so many villages a township. */
const A_VILLAGE = 500;
const MOST_VILLAGES = 20;
/** Townships at once: the database works while the next one's numbers are encrypted. */
const AT_ONCE = 3;
const SEED = 20_261_127;
const DAY_MS = 86_400_000;
/** Since when duties to publish have been reckoned. */
const QUARTER_MS = 92 * DAY_MS;
/** Of what fell due since: so many were published in time, the others stand as late. */
const DISCLOSED = 2;

function slugOf({ residents, meetings }: TownshipPlan, order: number): string {
  return `${PREFIX}-${residents}-${meetings}-${String(order + 1).padStart(4, "0")}`;
}

/** Whether a tenant was made here. */
export function isMade(slug: string): boolean {
  return slug.startsWith(`${PREFIX}-`);
}

/** @throws RangeError where so many do not fit into the made-up province */
export function findLacking(plan: TownshipPlan, wanted: number, tenants: readonly Pick<Tenant, "slug" | "rootPath">[]): Lacking {
  const known = new Set(tenants.map(({ slug }) => slug));
  const slugs = Array.from({ length: wanted }, (_, order) => slugOf(plan, order)).filter((slug) => !known.has(slug));
  const taken = new Set(tenants.map(({ rootPath }) => rootPath));
  let from = tenants.filter(({ slug }) => isMade(slug)).length;
  while (taken.has(pathOfCode(madeTownship(from, 0).code))) from += 1;
  if (from + slugs.length > MOST_TOWNSHIPS) throw new RangeError(`there is room for ${MOST_TOWNSHIPS} made-up townships`);
  return { plan, made: wanted - slugs.length, slugs, from };
}

/** Makes what lacks, each township whole in one transaction. @param said after each: how many were made */
export async function loadTownships(
  parts: SeedParts,
  { plan, slugs, from }: Lacking,
  said: (made: number) => void,
): Promise<void> {
  const waiting = slugs.entries();
  let made = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [order, slug] of waiting) {
        await makeTownship(parts, plan, slug, from + order);
        said((made += 1));
      }
    }),
  );
}

async function makeTownship(parts: SeedParts, plan: TownshipPlan, slug: string, number: number): Promise<void> {
  const villages = Math.min(MOST_VILLAGES, Math.max(1, Math.round(plan.residents / A_VILLAGE)));
  const place = madeTownship(number, villages);
  const tenant: Tenant = { id: parts.newId(), slug, name: place.name, nameEn: "", rootPath: pathOfCode(place.code) };
  const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), "demo/load-townships");
  // The same statements a hundred times over: kept by name, they are planned once a connection.
  await parts.database.transact(scope, async (tx) => await fill(parts, tx, tenant, place, plan, number), {
    named: true,
  });
}

async function fill(
  parts: SeedParts,
  tx: Tx,
  tenant: Tenant,
  place: MadeTownship,
  plan: TownshipPlan,
  number: number,
): Promise<void> {
  // Nobody waits for a page here: what a crowded machine makes slow is to come to its end all the same.
  await sql`set local statement_timeout = 0`.execute(tx.db);
  // PostgreSQL has not counted this tenant's people yet and expects none: it would look through all of them once for each.
  await sql`set local enable_nestloop = off`.execute(tx.db);
  const traces = noTraces();
  const context = systemContext(parts, tx, tenant, traces);
  const { villages } = place;
  const [choose, clerkPhone] = [seeded(SEED + number), `+8619900${String(900_000 + number)}`];
  await beginTownship(context, place);
  await makeOffices(context, place, villages, clerkPhone, choose);
  for (const [order, village] of villages.entries())
    await makeResidents(context, village, share(plan.residents, villages.length, order), choose);
  const officials = await findOfficials(context);
  for (const [order, village] of villages.entries())
    await liveVillage(context, village, officials, share(plan.meetings, villages.length, order), order === 0);
  for (const since of [QUARTER_MS, 0])
    await openDuties(contextAt(context, new Date(tx.now.getTime() - since), context.actor), "", MOST_VILLAGES);
  for (const village of villages) await disclose(context, village, officials);
  leaveTraces(tx, undefined, traces);
}

/** So many dealt out evenly: the first have one more. */
function share(whole: number, among: number, order: number): number {
  return Math.floor(whole / among) + (order < whole % among ? 1 : 0);
}

async function beginTownship(context: ActionContext, place: MadeTownship): Promise<void> {
  const { tx, tenant } = context;
  const above: readonly MadePlace[] = [{ code: "99", name: "演示省" }, MADE_CITY, place.county, place];
  await addTenant(tx, tenant);
  await putDivisions(
    tx,
    [...above, ...place.villages].map(({ code, name }) => ({ code, name, validFrom: VALID_FROM, source: SOURCE })),
  );
  await answerFor(tx, place.code, VALID_FROM);
  await context.house.furnish(context, VALID_FROM);
}

function holderIn(officials: readonly Official[], area: string): (duty: string) => Official {
  return (duty) => {
    const found = officials.find(({ posts }) => posts.some((post) => post.areas.includes(area) && post.duties.includes(duty)));
    if (found === undefined) throw new Error(`nobody was made who has ${duty} in ${area}`);
    return found;
  };
}

/** A village's meetings, a matter in its chain, a project, and what its supervision committee asked. */
async function liveVillage(
  context: ActionContext,
  village: MadePlace,
  officials: readonly Official[],
  meetings: number,
  openOne: boolean,
): Promise<void> {
  const area = pathOfCode(village.code);
  const holding = holderIn(officials, area);
  const [keeper, teller, watcher] = [holding("rolls.keep"), holding("party.keep"), holding("supervision.watch")];
  for (const [order, meeting] of planMeetings(context.now, meetings, openOne).entries())
    await liveMeeting(context, area, { keeper, teller }, meeting, order);
  const ago = (days: number) => new Date(context.now.getTime() - days * DAY_MS);
  await perform(contextAt(context, ago(30), teller), "resolutions/propose", {
    area,
    title: "村口空地改建停车场",
    wording: "把村口闲置空地改建为停车场，设车位二十四个，预算五万元，从村级公益事业经费中列支，完工后免费使用。",
    matter: "",
    askedPersons: 47,
    asked: "发放征求意见表 52 份，收回 47 份，赞成 40 份，反对 7 份；反对的主要担心排水。",
  });
  const project = await perform(contextAt(context, ago(60), keeper), "projects/begin-project", {
    area,
    kind: "public-works",
    title: "翻修前街水井房",
    aim: "翻修前街水井房，更换水泵一台，由村民委员会组织施工。",
    place: "前街",
    lines: [{ name: "水泵和材料", source: "村级公益事业经费", cents: 1_200_000 }],
    milestones: [
      { title: "水泵安装出水", dueOn: legalDay(ago(10)) },
      { title: "粉刷完工", dueOn: legalDay(ago(-20)) },
    ],
  });
  await ask(context, watcher, area, `projects/${String(project["number"])}`, ago);
}

async function ask(
  context: ActionContext,
  watcher: Official,
  area: string,
  about: string,
  ago: (days: number) => Date,
): Promise<void> {
  await perform(contextAt(context, ago(20), watcher), "supervision/raise-inquiry", {
    area,
    about,
    title: "水泵为什么没有按期安装",
    words: "水泵一直没有安装，请说明原因、已经花了多少钱和新的完工日期。",
  });
  await perform(contextAt(context, ago(2), watcher), "supervision/raise-objection", {
    about,
    title: "水泵的型号没有公布",
    words: "水泵的型号和价格没有公布，请在采购前公布型号、数量和报价。",
  });
}

/** What the house has data for is drafted, reviewed, fixed by the joint meeting and put on the board, two days before it is due. */
async function disclose(context: ActionContext, village: MadePlace, officials: readonly Official[]): Promise<void> {
  const area = pathOfCode(village.code);
  const holding = holderIn(officials, area);
  const [keeper, reviewer] = [holding("disclosure.keep"), holding("disclosure.review")];
  const { rows } = await sql<{ id: string; due_on: string }>`
    select id, due_on from disclosure.item where tenant_id = ${context.tenant.id} and division_path = ${area}::ltree and entry = 'meeting-results'
      and due_on < ${legalDay(context.now)}::date order by due_on limit ${DISCLOSED}`.execute(context.tx.db);
  for (const { id, due_on: dueOn } of rows) {
    const on = (days: number, by: Official) =>
      contextAt(context, new Date(new Date(`${dueOn}T10:00:00+08:00`).getTime() + days * DAY_MS), by);
    await perform(on(-6, keeper), "disclosure/begin-draft", { id, sources: ["meetings"] });
    await perform(on(-6, keeper), "disclosure/send-to-review", { id });
    await perform(on(-4, reviewer), "disclosure/review-draft", { id, verdict: "passed" });
    const metOn = addDays(dueOn, -3);
    await perform(on(-3, keeper), "disclosure/fix-draft", { id, metOn, reference: `两委联席会议纪要 ${metOn}` });
    await perform(on(-2, keeper), "disclosure/publish-disclosure", { id });
  }
}
