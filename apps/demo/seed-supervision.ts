import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_VILLAGE = pathOfCode("990101101202");
const DAY_MS = 86_400_000;

type Input = Readonly<Record<string, unknown>>;

/** Acts so many days ago, by whoever holds a duty in a place. */
async function actorsOf(context: ActionContext) {
  const officials = await findOfficials(context);
  return (duty: string, path: string): Actor => {
    const found = officials.find(({ posts }) => posts.some((post) => post.areas.includes(path) && post.duties.includes(duty)));
    if (found === undefined) throw new Error(`the demo has nobody with ${duty} in ${path}`);
    return found;
  };
}

function ago(context: ActionContext, days: number, actor: Actor): ActionContext {
  const day = legalDay(new Date(context.now.getTime() - days * DAY_MS));
  return contextAt(context, new Date(`${day}T10:00:00+08:00`), actor);
}

async function pageOfProject(context: ActionContext, title: string): Promise<string> {
  const { rows } = await sql<{ number: string }>`
    select number from projects.project where tenant_id = ${context.tenant.id} and title = ${title} limit 1`.execute(
    context.tx.db,
  );
  if (rows[0] === undefined) throw new Error(`the demo has no project ${title}`);
  return `projects/${rows[0].number}`;
}

async function findResident(context: ActionContext, path: string): Promise<Actor> {
  const { rows } = await sql<{ id: string }>`
    select id from register.v_person where tenant_id = ${context.tenant.id} and division_path <@ ${path}::ltree and left_at is null
      and not exists (select 1 from organizations.v_post o where o.tenant_id = ${context.tenant.id} and o.person_id = v_person.id) order by id limit 1`.execute(
    context.tx.db,
  );
  if (rows[0] === undefined) throw new Error("the demo has nobody who complains");
  const resident = { kind: "person", tenantId: context.tenant.id, personId: rows[0].id, proofLevel: 1, posts: [] } as const;
  return { ...resident, secondFactorPending: false };
}

/**
 * One village: an objection that was put right, one that went upward and was upheld, one that waits, and an inquiry. Next door an inquiry that
 * is late and a complaint before the township.
 */
export async function seedSupervision(context: ActionContext): Promise<void> {
  const holding = await actorsOf(context);
  const watcher = holding("supervision.watch", VILLAGE);
  const township = holding("supervision.oversee", context.tenant.rootPath);
  const kitchen = await pageOfProject(context, "老年食堂厨房改造");
  const answerer = holding("supervision.answer", VILLAGE);
  const act = async (days: number, by: Actor, name: string, input: Input) =>
    String((await perform(ago(context, days, by), `supervision/${name}`, input))["id"]);

  const photos = await act(27, watcher, "raise-objection", {
    about: kitchen,
    title: "隐蔽工程没有照片",
    words: "厨房水电线路已经开槽，项目页面上没有隐蔽工程的照片。请在封槽前逐段拍照并上传，封了就看不到了。",
  });
  await act(25, answerer, "answer-matter", {
    id: photos,
    outcome: "accepted",
    answer: "意见采纳，封槽前逐段拍照，照片挂在项目页面。",
  });
  await act(16, answerer, "put-right", { id: photos, report: "已逐段拍照，共二十一张，施工队和监督委员会成员当场核对。" });

  const payment = await act(13, watcher, "raise-objection", {
    about: kitchen,
    title: "第一笔工程款付在节点完成以前",
    words: "合同约定隐蔽工程验收后付第一笔款。付款时没有验收单，请补办验收并说明经过。",
  });
  await act(11, answerer, "answer-matter", {
    id: payment,
    outcome: "explained",
    answer: "第一笔款在水电改造完成后支付，施工队已口头报告，认为符合合同，不需要另办验收单。",
  });
  await act(10, watcher, "take-upward", { id: payment, why: "口头报告不是验收，合同写明凭验收单付款，请镇政府核查。" });
  await act(6, township, "rule-on-matter", {
    id: payment,
    upheld: "yes",
    ruling:
      "调阅合同和付款凭证：合同第五条约定凭验收单付款，付款时没有验收单。监督意见成立，责令补办隐蔽工程验收，今后凭单付款。",
  });

  await act(2, watcher, "raise-objection", {
    about: kitchen,
    title: "设备型号没有公布",
    words: "捐赠设备的型号和价格没有公布，无法核对捐赠金额。请在采购前公布型号、数量和报价。",
  });
  await act(5, watcher, "raise-inquiry", {
    area: VILLAGE,
    title: "集体山林租金去年收了多少",
    words: "去年财务公开中没有单列山林租金。请说明承租人、合同年限、应收和实收的金额，以及用在哪里。",
  });

  const neighbour = holding("supervision.watch", NEXT_VILLAGE);
  const wells = await pageOfProject(context, "集体机井维修出租");
  await act(20, neighbour, "raise-inquiry", {
    area: NEXT_VILLAGE,
    about: wells,
    title: "机井维修为什么没有按期完工",
    words: "线路改造完成以后水泵一直没有安装，请说明原因、已经花了多少钱和新的完工日期。",
  });
  await act(4, await findResident(context, NEXT_VILLAGE), "complain", {
    about: wells,
    words: "机井修了两个多月还没有出水，问村里没有人答复，请镇里核查。",
  });
}
