import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { DemoPhoto, TakePhoto } from "./draw-photos.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_VILLAGE = pathOfCode("990101101202");
const DAY_MS = 86_400_000;

type Input = Readonly<Record<string, unknown>>;

/** A project lived through: each act so many days ago, by whoever keeps it or accepts it. */
class Lived {
  readonly #context: ActionContext;
  readonly #keeper: Actor;
  readonly #supervisor: Actor;
  #id = "";

  constructor(context: ActionContext, keeper: Actor, supervisor: Actor) {
    this.#context = context;
    this.#keeper = keeper;
    this.#supervisor = supervisor;
  }

  day(ago: number): string {
    return legalDay(this.#at(ago));
  }

  async begin(ago: number, input: Input): Promise<void> {
    const made = await perform(contextAt(this.#context, this.#at(ago), this.#keeper), "projects/begin-project", input);
    this.#id = String(made["id"]);
  }

  async act(ago: number, name: string, input: Input = {}): Promise<void> {
    const by = name === "judge-project" ? this.#supervisor : this.#keeper;
    await perform(contextAt(this.#context, this.#at(ago), by), `projects/${name}`, { id: this.#id, ...input });
  }

  /** A part of it by its name. */
  async part(table: "line" | "milestone" | "task", column: string, name: string): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(`projects.${table}`)} where tenant_id = ${this.#context.tenant.id} and project_id = ${this.#id}
        and ${sql.ref(column)} = ${name} limit 1`.execute(this.#context.tx.db);
    const [found] = rows;
    if (found === undefined) throw new Error(`the demo's project has no ${name}`);
    return found.id;
  }

  async reach(ago: number, title: string, note: string): Promise<void> {
    const milestoneId = await this.part("milestone", "title", title);
    await this.act(ago, "reach-milestone", { milestoneId, reachedOn: this.day(ago), note });
  }

  async pay(ago: number, line: string, what: string, cents: number): Promise<void> {
    const lineId = await this.part("line", "name", line);
    await this.act(ago, "enter-cost", { lineId, direction: "paid", what, cents, paidOn: this.day(ago) });
  }

  /** Hangs a picture where it was taken; where nothing keeps files there is none. */
  async show(ago: number, take: TakePhoto, photo: DemoPhoto, caption: string): Promise<void> {
    const photoId = await take(contextAt(this.#context, this.#at(ago), this.#keeper), photo);
    if (photoId !== undefined) await this.act(ago, "hang-papers", { caption, photoIds: [photoId] });
  }

  #at(ago: number): Date {
    return new Date(`${legalDay(new Date(this.#context.now.getTime() - ago * DAY_MS))}T10:00:00+08:00`);
  }
}

async function liveIn(context: ActionContext, village: string) {
  const officials = await findOfficials(context);
  const holding = (duty: string) => {
    const found = officials.find(({ posts }) => posts.some((post) => post.areas.includes(village) && post.duties.includes(duty)));
    if (found === undefined) throw new Error(`the demo has nobody with ${duty} in ${village}`);
    return found;
  };
  const keeper = holding("projects.keep");
  const lived = new Lived(context, keeper, holding("projects.accept"));
  return { lived, post: keeper.posts[0]?.postId ?? "" };
}

/** The lamps that were decided: carried out, accepted, closed below their budget. */
export async function carryOut(context: ActionContext, decision: string, take: TakePhoto): Promise<void> {
  const { lived, post } = await liveIn(context, VILLAGE);
  await lived.begin(62, {
    area: VILLAGE,
    decision,
    kind: "public-works",
    title: "村东路安装路灯",
    aim: "在村东路安装二十盏太阳能路灯，解决东片 31 户夜间出行照明，不增加电费。",
    place: "村东路，晒谷场至桥头",
    lines: [
      { name: "太阳能路灯", source: "村级公益事业经费", cents: 2_800_000 },
      { name: "基础和安装", source: "村级公益事业经费", cents: 600_000 },
      { name: "不可预见费", source: "村级公益事业经费", cents: 200_000 },
    ],
    milestones: [
      { title: "三家比价，签订合同", dueOn: lived.day(50) },
      { title: "基础浇筑", dueOn: lived.day(38) },
      { title: "安装调试", dueOn: lived.day(24) },
    ],
  });
  await lived.act(62, "put-on-project", { postId: post, role: "总负责" });
  await lived.act(61, "add-task", { postId: post, title: "找三家比价并公布", dueOn: lived.day(54) });
  await lived.act(55, "finish-task", {
    taskId: await lived.part("task", "title", "找三家比价并公布"),
    note: "三家报价已张贴，最低价一家承做。",
  });
  await lived.act(52, "add-contract", {
    lineId: await lived.part("line", "name", "太阳能路灯"),
    partner: "云溪县明光照明工程有限公司",
    subject: "二十盏太阳能路灯供货",
    cents: 2_720_000,
    signedOn: lived.day(52),
  });
  await lived.reach(52, "三家比价，签订合同", "三家报价 2.72 万元、2.80 万元、2.95 万元，由最低价一家供货。");
  await lived.act(40, "change-line", {
    lineId: await lived.part("line", "name", "基础和安装"),
    cents: 640_000,
    why: "桥头两处要加深基础，增加混凝土四百元。",
  });
  await lived.reach(37, "基础浇筑", "二十处基础浇筑完成，桥头两处加深到八十厘米。");
  await lived.pay(36, "基础和安装", "混凝土和人工", 420_000);
  await lived.show(37, take, "footing", "桥头一处基础，加深到八十厘米");
  await lived.show(24, take, "lamps", "安装完成，傍晚试亮");
  await lived.reach(24, "安装调试", "二十盏全部亮灯，逐盏试过。");
  await lived.act(23, "report-done");
  await lived.pay(20, "太阳能路灯", "路灯货款", 2_720_000);
  await lived.act(18, "judge-project", {
    verdict: "accepted",
    opinion: "逐盏清点二十盏，夜间亮灯正常，抽查三处基础深度符合要求，同意验收。",
  });
  await lived.pay(15, "基础和安装", "安装费", 220_000);
  await lived.act(13, "close-account");
}

/** One that runs, with a change of its days and money; and one next door that is late. */
export async function seedProjects(context: ActionContext, take: TakePhoto): Promise<void> {
  const { lived, post } = await liveIn(context, VILLAGE);
  await lived.begin(30, {
    area: VILLAGE,
    kind: "public-works",
    title: "老年食堂厨房改造",
    aim: "改造老年食堂厨房，达到餐饮卫生要求，能同时供应六十人用餐。",
    place: "村委会东侧老年食堂",
    lines: [
      { name: "土建和水电", source: "村级公益事业经费", cents: 1_860_000 },
      { name: "厨房设备", source: "爱心企业捐赠", cents: 1_200_000 },
    ],
    milestones: [
      { title: "拆除旧灶、改水电", dueOn: lived.day(16) },
      { title: "铺地砖、贴墙砖", dueOn: lived.day(2) },
      { title: "设备安装试用", dueOn: lived.day(-20) },
    ],
  });
  await lived.act(30, "put-on-project", { postId: post, role: "总负责" });
  await lived.act(28, "add-contract", {
    lineId: await lived.part("line", "name", "土建和水电"),
    partner: "清河镇兴盛装饰施工队",
    subject: "厨房土建和水电改造",
    cents: 1_800_000,
    signedOn: lived.day(28),
  });
  await lived.reach(15, "拆除旧灶、改水电", "旧灶拆除，水电重新布线，隐蔽工程已拍照。");
  await lived.show(15, take, "wiring", "封槽以前的水电线路");
  await lived.show(3, take, "tiles", "墙砖铺到一半");
  await lived.pay(14, "土建和水电", "第一笔工程款", 900_000);
  await lived.act(5, "change-milestone", {
    milestoneId: await lived.part("milestone", "title", "铺地砖、贴墙砖"),
    dueOn: lived.day(-6),
    why: "连续降雨，墙面没有干透，推迟八天。",
  });
  await lived.act(4, "add-task", { postId: post, title: "联系捐赠企业确定设备型号", dueOn: lived.day(-3) });
  await seedLate(context);
}

async function seedLate(context: ActionContext): Promise<void> {
  const { lived, post } = await liveIn(context, NEXT_VILLAGE);
  await lived.begin(75, {
    area: NEXT_VILLAGE,
    kind: "economic",
    title: "集体机井维修出租",
    aim: "维修两眼集体机井，出租给种植大户使用，增加集体收入。",
    place: "村南机耕路边",
    lines: [
      { name: "水泵和配件", source: "村集体经营收入", cents: 860_000 },
      { name: "线路改造", source: "县级水利补助", cents: 540_000 },
    ],
    milestones: [
      { title: "线路改造", dueOn: lived.day(45) },
      { title: "水泵安装出水", dueOn: lived.day(12) },
    ],
  });
  await lived.act(75, "put-on-project", { postId: post, role: "总负责" });
  await lived.reach(41, "线路改造", "线路改造完成，通电正常。");
  await lived.pay(40, "线路改造", "电缆和人工", 512_350);
}
