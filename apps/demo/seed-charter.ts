import { pathOfCode } from "#capabilities/divisions/index.ts";
import { enactRule } from "#capabilities/rules/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { seedPact } from "./seed-rulemaking.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = "990101101201";
const LAW = { source: "村民委员会组织法（2018）", article: "27" };

const FIRST = `第一条 为了把大柳村的日子过好，村民会议订立本公约，全体村民共同遵守。
第二条 房前屋后由各户打扫，垃圾分干湿两类，每天早上七点前放到收集点。
第三条 红白喜事从简，宴席不超过二十桌，随礼不攀比。
第四条 邻里有了争执，先请小组长调解；调解不成的，找村民委员会。
第五条 水渠由用水各户分段清淤，每年春灌前清一次。
第六条 本公约由村民会议通过，报清河镇人民政府备案。`;

/** One review that was made, and the next one with its day. */
async function seedReviews(context: ActionContext, ruleId: string, steward: Actor): Promise<void> {
  const at = (day: string) => contextAt(context, new Date(`${day}T02:00:00Z`), steward);
  const village = pathOfCode(VILLAGE);
  const committee = (await findOfficials(context)).find(({ posts }) => posts.some(({ areas }) => areas.includes(village)));
  if (committee === undefined) throw new Error("the demo has nobody in its village");
  const set = await perform(at("2025-09-01"), "rules/set-review", {
    ruleId,
    organizationId: committee.organizationId,
    dueOn: "2025-12-31",
  });
  const findings = "第二条的垃圾分类与现行要求不一致，第三条没有写丧事放高音喇叭；建议交村民会议修改。";
  await perform(at("2025-12-18"), "rules/report-review", { id: String(set["id"]), outcome: "change", findings });
}

/** A village's pact in two editions: one that was there before, and one that took its whole course in this house. */
export async function seedCharter(context: ActionContext): Promise<void> {
  const steward = (await findOfficials(context)).find(({ posts }) =>
    posts.some(({ duties }) => duties.includes("rules.steward")),
  );
  if (steward === undefined) throw new Error("the demo has nobody who keeps its rules");
  const ruleId = context.newId();
  await enactRule(contextAt(context, new Date("2024-03-21T02:00:00Z"), steward), {
    id: ruleId,
    key: "village.pact",
    title: "大柳村村规民约",
    titleEn: "Pact of Daliu village",
    level: "village",
    path: pathOfCode(VILLAGE),
    text: FIRST,
    parameters: {},
    citations: [LAW],
    validFrom: "2024-04-01",
    source: "大柳村村民会议 2024 年 3 月 20 日通过",
    enactedBy: steward.personId,
  });
  await seedReviews(context, ruleId, steward);
  await seedPact(context);
}
