import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { voteOn, type People } from "./seed-resolutions.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_VILLAGE = pathOfCode("990101101202");
const DAY_MS = 86_400_000;
const LAW = { source: "村民委员会组织法（2018）", article: "27" };

type Text = { readonly kind: string; readonly title: string; readonly articles: readonly string[] };

/** The pact in force, as its assembly passed it in March; it replaced the one of two years before. */
const PACT: Text = {
  kind: "village-pact",
  title: "大柳村村规民约",
  articles: [
    "为了把大柳村的日子过好，村民会议订立本公约，全体村民共同遵守。",
    "房前屋后由各户打扫，垃圾分厨余、可回收、有害和其他四类，每天早上七点前放到收集点。",
    "红白喜事从简，宴席不超过十五桌，随礼不攀比；丧事一律不放高音喇叭。",
    "邻里有了争执，先请小组长调解；调解不成的，找村民委员会，七天内给答复。",
    "水渠由用水各户分段清淤，每年春灌前清一次。",
    "村里的无人机喷药提前一天在广播里通知，避开养蜂户放蜂的时间。",
    "本公约由村民会议通过，报清河镇人民政府备案。",
  ],
};

/** Its next text, open to comments now. */
const NEXT_PACT: Text = {
  ...PACT,
  articles: [
    ...PACT.articles.slice(0, 4),
    "水渠由用水各户分段清淤，每年春灌前、秋收后各清一次；老人独住的户由小组帮着清。",
    ...PACT.articles.slice(5, 6),
    "电动车不进屋充电、不在楼道充电，到村委会门前的充电棚充。",
    ...PACT.articles.slice(6),
  ],
};

const WORKSHOP: Text = {
  kind: "village-rule",
  title: "大柳村公用农机使用办法",
  articles: [
    "公用农机由村民委员会登记保管，谁用谁签字。",
    "春耕、秋收时按报名先后排队，一户一次不超过一天；困难户、烈军属优先。",
    "油料自理；损坏的按修理发票由使用的户承担，正常磨损从村集体收入中列支。",
    "每季度公布一次使用和修理的情况。",
  ],
};

const STONE_BRIDGE: Text = {
  kind: "village-pact",
  title: "石桥村村规民约",
  articles: ["石桥村的村民都遵守本公约。", "石桥两头不停车、不摆摊，给救护车和消防车留出路。"],
};

const HALL: Text = {
  kind: "village-rule",
  title: "大柳村文化礼堂使用办法",
  articles: ["村民办红白事、开会、演出都可以用文化礼堂，提前三天到村民委员会登记。", "用完打扫干净；桌椅碗筷有损坏的照价赔。"],
};

type Kept = { readonly id: string; readonly number: string };

/** The pact's course from its draft to its force in March: by its end the rule has its second version. */
export async function seedPact(context: ActionContext): Promise<void> {
  const people = await findPeople(context);
  const at = (day: string) => new Date(`${day}T09:00:00+08:00`);
  const pact = await write(context, people.head, at("2026-02-20"), VILLAGE, PACT);
  await step(context, at("2026-02-21"), people.head, pact, "open-consultation");
  await step(context, at("2026-03-10"), people.head, pact, "close-consultation");
  const day = Math.floor((context.now.getTime() - at("2026-03-22").getTime()) / DAY_MS);
  await voteOn(context, people, await itemOf(context, people.head, pact), {
    kind: "villagers-assembly",
    due: "adults",
    day,
    notice: 11,
    came: 0.7,
  });
  await step(context, at("2026-03-23"), people.head, pact, "pass-draft");
  await step(context, at("2026-03-25"), people.head, pact, "file-draft");
  await step(context, at("2026-03-26"), people.head, pact, "enact-draft", { from: "2026-04-01" });
}

/** The next pact open to comments, one that was passed and is late to be filed, one just begun here and one next door. */
export async function seedRulemaking(context: ActionContext): Promise<void> {
  const people = await findPeople(context);
  const { head } = people;
  const workshop = await write(context, head, daysAgo(context, 46), VILLAGE, WORKSHOP);
  await step(context, daysAgo(context, 45), head, workshop, "open-consultation");
  await step(context, daysAgo(context, 36), head, workshop, "close-consultation");
  const held = { kind: "representatives-meeting", due: "villagers-representatives", day: 24, notice: 3, came: 0.85 } as const;
  await voteOn(context, people, await itemOf(context, head, workshop), held);
  await step(context, daysAgo(context, 22), head, workshop, "pass-draft");
  await write(context, await findHead(context, NEXT_VILLAGE), daysAgo(context, 3), NEXT_VILLAGE, STONE_BRIDGE);
  const pact = await write(context, head, daysAgo(context, 8), VILLAGE, NEXT_PACT);
  await step(context, daysAgo(context, 6), head, pact, "open-consultation");
  await comment(context, pact, head);
  await write(context, head, daysAgo(context, 1), VILLAGE, HALL);
}

/** Two who live there speak; one is answered. */
async function comment(context: ActionContext, pact: Kept, head: Actor): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from register.v_person where tenant_id = ${context.tenant.id} and division_path <@ ${VILLAGE}::ltree and household_id is not null
      and left_at is null order by id limit 2`.execute(context.tx.db);
  const said = [
    { article: 7, text: "充电棚只有八个插口，晚上排不上，能不能多装几个再定这一条？" },
    { article: 5, text: "秋收后清渠很好，请写明几月几日以前清完。" },
  ];
  for (const [index, words] of said.entries()) {
    const resident: Actor = {
      kind: "person",
      tenantId: context.tenant.id,
      personId: rows[index]?.id ?? "",
      proofLevel: 1,
      posts: [],
      secondFactorPending: false,
    };
    await step(context, daysAgo(context, 4 - index), resident, pact, "comment-on-draft", words);
  }
  const found = await sql<{ id: string }>`
    select id from rulemaking.comment where tenant_id = ${context.tenant.id} and number = ${pact.number} order by article limit 1`.execute(
    context.tx.db,
  );
  const answer = "采纳。定稿时写明“十一月十五日以前”。";
  await step(context, daysAgo(context, 1), head, { ...pact, id: found.rows[0]?.id ?? "" }, "answer-comment", {
    outcome: "adopted",
    answer,
  });
}

async function findHead(context: ActionContext, area: string) {
  const found = (await findOfficials(context)).find(({ posts }) =>
    posts.some((post) => post.areas.includes(area) && post.duties.includes("rulemaking.draft")),
  );
  if (found === undefined) throw new Error(`the demo has nobody who drafts rules in ${area}`);
  return found;
}

async function findPeople(context: ActionContext): Promise<People> {
  const officials = await findOfficials(context);
  const secretary = officials.find(({ posts }) =>
    posts.some((post) => post.areas.includes(VILLAGE) && post.duties.includes("party.keep")),
  );
  if (secretary === undefined) throw new Error("the demo has no party secretary");
  return { secretary, head: await findHead(context, VILLAGE), members: [] };
}

function daysAgo({ now }: ActionContext, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

async function write(context: ActionContext, by: Actor, at: Date, area: string, text: Text): Promise<Kept> {
  const then = contextAt(context, at, by);
  const made = await perform(then, "rulemaking/begin-draft", { area, kind: text.kind, title: text.title });
  const [id, number] = [String(made["id"]), String(made["number"])];
  const articles = text.articles.map((article) => ({ text: article }));
  const saved = { id, revision: 1, title: text.title, articles, parameters: [], citations: [LAW] };
  await perform(then, "rulemaking/save-draft", saved);
  return { id, number };
}

async function step(context: ActionContext, at: Date, by: Actor, { id }: Kept, act: string, input: object = {}): Promise<void> {
  await perform(contextAt(context, at, by), `rulemaking/${act}`, { id, ...input });
}

/** What is put to the vote of a fixed draft. */
async function itemOf(context: ActionContext, by: Actor, { number }: Kept) {
  const view = await perform(contextAt(context, context.now, by), "rulemaking/read-draft", { number });
  const { title } = view["draft"] as { readonly title: string };
  return { number, title, wording: String(view["wording"]), matter: String(view["matter"]) };
}
