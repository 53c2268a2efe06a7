import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGES = ["990101101201", "990101101202", "990101101203"].map(pathOfCode);
const COMMUNITY = pathOfCode("990101101001");
const DAY_MS = 86_400_000;

const LAMPS = {
  title: "入冬前检修路灯",
  basis: "清河镇 2026 年入冬保障会议纪要",
  basisArticle: "3",
  text: "入冬前把本村（社区）的路灯检修一遍，不亮的换好，把检修的位置和更换的数量报上来。费用从路灯养护经费中列支。",
  matter: "street-light",
  act: "handle",
  means: "路灯养护经费每村 2,000 元，镇电工班上门两天",
  evidence: "检修清单，更换前后的情况",
  wantsPapers: "no",
};
const GARBAGE = {
  title: "垃圾投放点冬季消毒",
  basis: "清河镇环境卫生办法",
  basisArticle: "7",
  text: "十二月起垃圾投放点每周消毒一次，公布消毒的日子和负责的人。",
  matter: "garbage",
  act: "handle",
  means: "消毒药剂由镇统一配发",
  evidence: "公布的消毒安排",
  wantsPapers: "no",
};

type Official = Actor & { readonly organizationId: string };
type Row = { readonly id: string; readonly division_path: string; readonly organization_id: string };

/** Two mandates of the township: one carried out, sent back, late and lifted by the places; one just given. */
export async function seedMandates(context: ActionContext): Promise<void> {
  const officials = await findOfficials(context);
  const giver = officials.find(({ posts }) => posts.some(({ duties }) => duties.includes("mandates.give")));
  if (giver === undefined) throw new Error("the demo has nobody who hands anything down");
  const at = (days: number, by: Actor) => contextAt(context, new Date(context.now.getTime() - days * DAY_MS), by);
  const due = (days: number) => legalDay(new Date(context.now.getTime() + days * DAY_MS));
  const { number } = await perform(at(30, giver), "mandates/give-mandate", {
    ...LAMPS,
    dueOn: due(-6),
    areas: [...VILLAGES, COMMUNITY],
  });
  await perform(at(2, giver), "mandates/give-mandate", { ...GARBAGE, dueOn: due(20), areas: [...VILLAGES] });
  const { rows } = await sql<Row>`
    select id, division_path::text as division_path, organization_id from mandates.charge where tenant_id = ${context.tenant.id} and number = ${String(number)} order by place`.execute(
    context.tx.db,
  );
  const [first, second, , community] = rows;
  if (first === undefined || second === undefined || community === undefined) throw new Error("the demo's charges are not there");
  const owner = (row: Row): Official => {
    const found = officials.find(
      ({ organizationId, posts }) =>
        organizationId === row.organization_id && posts.some(({ duties }) => duties.includes("mandates.carry")),
    );
    if (found === undefined) throw new Error(`nobody carries out ${row.id}`);
    return found;
  };
  const report = async (days: number, row: Row, words: string) =>
    await perform(at(days, owner(row)), "mandates/report-charge", { id: row.id, report: words });
  await report(12, first, "全村 46 盏路灯检修完毕，更换灯泡 7 只、控制器 2 只，清单贴在村务公开栏。");
  await perform(at(10, giver), "mandates/judge-charge", { id: first.id, verdict: "accepted", opinion: "抽查属实。" });
  await report(9, second, "路灯已经检修。");
  await perform(at(8, giver), "mandates/judge-charge", {
    id: second.id,
    verdict: "sent-back",
    opinion: "没有写检修的位置和更换的数量，请补报。",
  });
  await perform(at(15, giver), "mandates/lift-charge", { id: community.id, why: "社区路灯由市政统一养护，不用社区再报。" });
}
