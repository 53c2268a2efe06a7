import { addDays } from "@gongzhi/working-days";
import { sql } from "kysely";
import { openDuties } from "#capabilities/disclosure/index.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = pathOfCode("990101101201");
/** The place before the village in the order of paths. */
const BEFORE = pathOfCode("990101101002");
const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
/** Days from the draft to the board. */
const COURSE_DAYS = 4;
const LATELY_DAYS = 7;
/** Days from the day it was due to the corrected version on the board. */
const CORRECTED_AFTER = 12;

type People = { readonly keeper: Actor; readonly supervisor: Actor; readonly overseer: Actor; readonly resident: Actor };
type Duty = { readonly id: string; readonly entry: string; readonly period: string; readonly due_on: string };

/**
 * A year of one village's disclosures through the real actions: most in time, one late, two never published; one that was objected to, taken
 * to the township and corrected. The other places begin this quarter.
 */
export async function seedDisclosure(context: ActionContext): Promise<void> {
  const people = await findPeople(context);
  const longAgo = contextAt(context, new Date(context.now.getTime() - YEAR_DAYS * DAY_MS), people.keeper);
  await openDuties(longAgo, BEFORE, 1);
  await openDuties(context, "", Number.MAX_SAFE_INTEGER);
  const today = legalDay(context.now);
  const { rows } = await sql<Duty>`
    select id, entry, period, due_on from disclosure.item where tenant_id = ${context.tenant.id} and division_path = ${VILLAGE}::ltree
      and due_on < ${today}::date order by due_on, entry`.execute(context.tx.db);
  const [lateOne] = rows.filter(({ entry }) => entry === "relief").slice(-2);
  const never = new Set(
    rows
      .filter(({ entry }) => entry === "collective-income" || entry === "government-work")
      .slice(-2)
      .map(({ id }) => id),
  );
  const objected = rows.findLast(({ entry, due_on }) => entry === "income-expense" && addDays(due_on, CORRECTED_AFTER) <= today);
  for (const duty of rows) {
    if (never.has(duty.id)) continue;
    await publish(context, people, duty, addDays(duty.due_on, duty === lateOne ? 9 : -2));
  }
  await beginNext(context, people.keeper);
  if (objected !== undefined) await objectAndCorrect(context, people, objected, addDays(objected.due_on, -2));
  await readOld(context);
}

async function findPeople(context: ActionContext): Promise<People> {
  const officials = await findOfficials(context);
  const holding = (duty: string, area: string) =>
    officials.find(({ posts }) => posts.some(({ areas, duties }) => areas.includes(area) && duties.includes(duty)));
  const [keeper, supervisor] = [holding("disclosure.keep", VILLAGE), holding("disclosure.review", VILLAGE)];
  const overseer = holding("disclosure.oversee", context.tenant.rootPath);
  const { rows } = await sql<{ id: string }>`
    select id from register.v_person where tenant_id = ${context.tenant.id} and division_path <@ ${VILLAGE}::ltree and left_at is null
      and not exists (select 1 from organizations.v_post o where o.tenant_id = ${context.tenant.id} and o.person_id = v_person.id) order by id limit 1`.execute(
    context.tx.db,
  );
  if (keeper === undefined || supervisor === undefined || overseer === undefined || rows[0] === undefined)
    throw new Error("the demo has nobody who discloses");
  const resident = { kind: "person", tenantId: context.tenant.id, personId: rows[0].id, proofLevel: 1, posts: [] } as const;
  return { keeper, supervisor, overseer, resident: { ...resident, secondFactorPending: false } };
}

function at(context: ActionContext, day: string, actor: Actor): ActionContext {
  return contextAt(context, new Date(`${day}T10:00:00+08:00`), actor);
}

/** From the draft to the board; what the house has no data for is typed. */
async function publish(context: ActionContext, people: People, duty: Duty, day: string): Promise<void> {
  const { id, entry } = duty;
  const drafted = at(context, addDays(day, -COURSE_DAYS), people.keeper);
  const typed = typedFor(duty);
  await perform(drafted, "disclosure/begin-draft", { id, sources: SOURCES[entry] === undefined ? [] : [SOURCES[entry]] });
  if (typed !== undefined) await perform(drafted, "disclosure/edit-draft", { id, title: typed.title, sections: [typed.section] });
  await review(context, people, id, day);
}

async function review(context: ActionContext, people: People, id: string, day: string): Promise<void> {
  await perform(at(context, addDays(day, -COURSE_DAYS), people.keeper), "disclosure/send-to-review", { id });
  await perform(at(context, addDays(day, -2), people.supervisor), "disclosure/review-draft", { id, verdict: "passed" });
  const met = addDays(day, -1);
  const reference = `两委联席会议纪要〔${met.slice(0, 4)}〕${Number(met.slice(5, 7))}-${Number(met.slice(8))} 号`;
  await perform(at(context, met, people.keeper), "disclosure/fix-draft", { id, metOn: met, reference });
  await perform(at(context, day, people.keeper), "disclosure/publish-disclosure", { id });
}

const SOURCES: Readonly<Record<string, string>> = {
  "meeting-results": "meetings",
  appeals: "appeals",
  rules: "rules",
  posts: "organizations",
};

/** What they were told in the course of the year they have read by now. */
async function readOld(context: ActionContext): Promise<void> {
  const lately = new Date(context.now.getTime() - LATELY_DAYS * DAY_MS);
  await sql`update platform.notice set read_at = created_at where tenant_id = ${context.tenant.id} and topic like 'disclosure.%' and created_at < ${lately}`.execute(
    context.tx.db,
  );
}

/** The next one is being written. */
async function beginNext(context: ActionContext, keeper: Actor): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from disclosure.item where tenant_id = ${context.tenant.id} and division_path = ${VILLAGE}::ltree and entry = 'meeting-results' and step = 'due'
    order by due_on limit 1`.execute(context.tx.db);
  const yesterday = contextAt(context, new Date(context.now.getTime() - DAY_MS), keeper);
  for (const { id } of rows) await perform(yesterday, "disclosure/begin-draft", { id, sources: ["meetings"] });
}

type Typed = {
  readonly title: string;
  readonly section: { readonly heading: string; readonly text: string; readonly table?: string };
};

function typedFor({ entry, period }: Duty): Typed | undefined {
  const month = Number(period.slice(5, 7)) || 1;
  switch (entry) {
    case "income-expense":
      return {
        title: "财务收支",
        section: { heading: "收支明细", text: "村级财务收支逐项公布，单位为元。", table: accounts(month, 4_500) },
      };
    case "relief":
      return {
        title: "救助补贴和捐赠物资",
        section: {
          heading: "发放情况",
          text: "本季度收到和发放的救助、补贴、捐赠，按项目公布，不公布个人情况。",
          table: "项目 | 户数 | 金额（元）\n临时救助 | 3 | 4,500\n冬春生活补助 | 8 | 6,400\n爱心企业捐赠大米 | 20 | 2,000",
        },
      };
    case "subsidised-staff":
      return {
        title: "误工补贴人员和标准",
        section: {
          heading: "补贴标准",
          text: "按村民代表会议通过的标准执行。",
          table: "岗位 | 人数 | 每月标准（元）\n村民小组长 | 6 | 400\n保洁员 | 2 | 900",
        },
      };
    case "collective-income":
      return {
        title: "集体收益的使用",
        section: {
          heading: "收入和用途",
          text: "集体收益用于公益事业和公积金。",
          table: "项目 | 金额（元）\n机动地租金 | 18,000\n路灯电费 | 2,400\n老年食堂补助 | 6,000",
        },
      };
    case "government-work":
      return {
        title: "协助政府开展的工作",
        section: { heading: "工作情况", text: "协助办理医疗保险登记、耕地地力补贴核对和秋季防火巡查。" },
      };
    default:
      return undefined;
  }
}

function accounts(month: number, wages: number): string {
  return [
    "项目 | 收入（元） | 支出（元）",
    `上级转移支付 | ${(12_000 + month * 100).toLocaleString("en")} | 0`,
    "机动地租金 | 6,000 | 0",
    `保洁和巡查工资 | 0 | ${wages.toLocaleString("en")}`,
    `水电和办公 | 0 | ${(1_100 + month * 10).toLocaleString("en")}`,
  ].join("\n");
}

/** A villager finds a wrong figure, is not satisfied by the reply, and the township has it corrected. */
async function objectAndCorrect(context: ActionContext, people: People, duty: Duty, published: string): Promise<void> {
  const [made = "", replied = "", upward = "", ruled = ""] = [1, 4, 5, 9].map((after) => addDays(published, after));
  const corrected = addDays(duty.due_on, CORRECTED_AFTER);
  const { id } = await perform(at(context, made, people.resident), "disclosure/object-to-disclosure", {
    id: duty.id,
    text: "保洁和巡查工资写的是 4,500 元，代表会议通过的标准算下来是 4,200 元，请核对。",
  });
  await perform(at(context, replied, people.keeper), "disclosure/reply-to-objection", { id, reply: "按考勤核算，金额无误。" });
  await perform(at(context, upward, people.resident), "disclosure/take-upward", { id, why: "答复没有附考勤，请镇里核查。" });
  await perform(at(context, ruled, people.overseer), "disclosure/rule-on-objection", {
    id,
    upheld: "yes",
    ruling: "经核对考勤和补贴标准，应为 4,200 元，多列 300 元，责令更正并退回。",
  });
  const again = at(context, addDays(corrected, -COURSE_DAYS), people.keeper);
  await perform(again, "disclosure/begin-correction", { id: duty.id, reason: "保洁和巡查工资多列 300 元，经镇政府核查后更正。" });
  const month = Number(duty.period.slice(5, 7)) || 1;
  await perform(again, "disclosure/edit-draft", {
    id: duty.id,
    title: "财务收支",
    sections: [{ heading: "收支明细", text: "村级财务收支逐项公布，单位为元。", table: accounts(month, 4_200) }],
  });
  await review(context, people, duty.id, corrected);
}
