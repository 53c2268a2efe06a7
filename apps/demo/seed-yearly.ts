import { sql } from "kysely";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { givePost } from "#capabilities/organizations/index.ts";
import { publishName, withdrawName } from "#capabilities/register/index.ts";
import { openAudits, takeResult } from "#capabilities/supervision/index.ts";
import type { Actor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { contextAt, findOfficials, perform } from "./time-machine.ts";

const BIG_WILLOW = pathOfCode("990101101201");
const STONE_BRIDGE = pathOfCode("990101101202");
const YANG_BEND = pathOfCode("990101101203");
const DAY_MS = 86_400_000;

type Official = Actor & { readonly organizationId: string };

const at = (day: string) => new Date(`${day}T10:00:00+08:00`);

/**
 * Committees of several members; last year's appraisal in one village, two of them next door, where one member was found incompetent twice and
 * has left, was audited, and a finding waits too long for its answer; elsewhere an audit that is late, and villages that appraised nobody.
 */
export async function seedYearly(context: ActionContext): Promise<void> {
  const officials = await findOfficials(context);
  const holding = (duty: string, path: string): Official => {
    const found = officials.find(({ posts }) => posts.some(({ areas, duties }) => areas.includes(path) && duties.includes(duty)));
    if (found === undefined) throw new Error(`the demo has nobody with ${duty} in ${path}`);
    return found;
  };
  const lastYear = Number(legalDay(context.now).slice(0, 4)) - 1;
  await addMembers(context, holding("supervision.answer", BIG_WILLOW), BIG_WILLOW, ["村委会副主任", "村委会委员"]);
  const [weak] = await addMembers(context, holding("disclosure.keep", STONE_BRIDGE), STONE_BRIDGE, [
    "村委会副主任",
    "村委会委员",
  ]);
  const left = await addMembers(context, holding("disclosure.keep", YANG_BEND), YANG_BEND, ["村委会委员"]);
  const steward = holding("organizations.steward", context.tenant.rootPath);
  const tellers = (path: string): readonly [Official, Official] => [holding("party.keep", path), steward];
  const watching = holding("supervision.watch", BIG_WILLOW);
  await appraise(context, { path: BIG_WILLOW, year: lastYear, watcher: watching, tellers: tellers(BIG_WILLOW) });
  for (const year of [lastYear - 1, lastYear])
    await appraise(context, {
      path: STONE_BRIDGE,
      year,
      watcher: holding("supervision.watch", STONE_BRIDGE),
      tellers: tellers(STONE_BRIDGE),
      weak: weak?.personId,
    });
  if (weak !== undefined) await withdrawName(context.tx, weak.personId);
  const watcher = holding("supervision.watch", BIG_WILLOW);
  await perform(contextAt(context, context.now, watcher), "supervision/open-appraisal", {
    area: BIG_WILLOW,
    year: lastYear + 1,
  });
  const township = holding("supervision.oversee", context.tenant.rootPath);
  await auditWhoLeft(context, { township, answerer: holding("supervision.answer", STONE_BRIDGE), year: lastYear });
  await leave(context, steward, left[0]);
}

type Member = { readonly personId: string; readonly postId: string };

/** Heads of households without another post hold public posts of the committee, without any right in the house. */
async function addMembers(
  context: ActionContext,
  head: Official,
  path: string,
  titles: readonly string[],
): Promise<readonly Member[]> {
  const { tx, tenant } = context;
  const { rows } = await sql<{ id: string }>`
    select p.id from register.v_person p join register.v_household h on h.tenant_id = p.tenant_id and h.head_person = p.id
    where p.tenant_id = ${tenant.id} and p.division_path <@ ${path}::ltree and p.account_id is null and p.left_at is null
      and not exists (select 1 from organizations.v_post o where o.tenant_id = p.tenant_id and o.person_id = p.id)
      and not exists (select 1 from rolls.delegate d where d.tenant_id = p.tenant_id and d.person_id = p.id)
    order by p.id desc limit ${titles.length}`.execute(tx.db);
  const made: Member[] = [];
  for (const [index, { id: personId }] of rows.entries()) {
    const postId = context.newId();
    await publishName(tx, personId);
    const post = { organizationId: head.organizationId, personId, title: titles[index] ?? "", duties: [], areas: [path] };
    await givePost(tx, { id: postId, ...post, validFrom: at("2024-01-01") });
    made.push({ personId, postId });
  }
  return made;
}

type Appraised = {
  readonly path: string;
  readonly year: number;
  readonly watcher: Official;
  readonly tellers: readonly [Official, Official];
  readonly weak?: string | undefined;
};

/** Opened in November, decided by the representatives in December by paper ballots, published the day after. */
async function appraise(context: ActionContext, { path, year, watcher, tellers, weak }: Appraised): Promise<void> {
  const { tx, tenant } = context;
  const [keeper, teller] = tellers;
  const opened = contextAt(context, at(`${year}-11-20`), watcher);
  const { id, number } = await perform(opened, "supervision/open-appraisal", { area: path, year });
  const { rows: members } = await sql<{ number: string; person_id: string }>`
    select number, person_id from supervision.appraised where tenant_id = ${tenant.id} and appraisal_id = ${String(id)} order by id`.execute(
    tx.db,
  );
  const called = contextAt(context, at(`${year}-12-02`), keeper);
  const asked = { area: path, kind: "representatives-meeting", about: String(number) };
  const form = (await perform(called, "meetings/read-convene-form", asked)) as unknown as {
    readonly kinds: readonly { readonly conveners: readonly { readonly value: string }[] }[];
    readonly subject: { readonly title: string; readonly chair: string; readonly parts: readonly Part[] } | null;
  };
  if (form.subject === null) throw new Error("the demo's appraisal cannot be put to a meeting");
  const meeting = await perform(called, "meetings/convene-meeting", {
    kind: asked.kind,
    area: path,
    due: "villagers-representatives",
    convener: form.kinds.find(({ conveners }) => conveners.length > 0)?.conveners[0]?.value ?? "",
    title: form.subject.title,
    meetsAt: at(`${year}-12-20`).toISOString(),
    place: "村委会会议室",
    chair: form.subject.chair,
    items: form.subject.parts.map(({ number: caseNumber, matter, ...part }) => ({ ...part, caseNumber, matter: matter ?? "" })),
    facts: ["partyStudied"],
  });
  const meetingId = String(meeting["id"]);
  const there = contextAt(context, at(`${year}-12-20`), keeper);
  const { rows: due } = await sql<{ person_id: string }>`
    select person_id from meetings.due where tenant_id = ${tenant.id} and meeting_id = ${meetingId} order by person_id`.execute(
    tx.db,
  );
  const personIds = due.map((row) => row.person_id);
  await perform(there, "meetings/sign-in-attendees", { id: meetingId, personIds });
  await perform(there, "meetings/open-meeting", { id: meetingId });
  const { rows: items } = await sql<{ id: string; case_number: string }>`
    select id, case_number from meetings.item where tenant_id = ${tenant.id} and meeting_id = ${meetingId} order by number`.execute(
    tx.db,
  );
  for (const item of items) {
    await perform(there, "meetings/put-to-vote", { id: item.id, method: "paper-ballots" });
    const isWeak = members.some((one) => one.number === item.case_number && one.person_id === weak);
    const few = Math.min(2, personIds.length - 1);
    const [competent, incompetent] = isWeak ? [few, personIds.length - few] : [personIds.length - 1, 0];
    const count = {
      id: item.id,
      for: competent,
      against: incompetent,
      abstain: personIds.length - competent - incompetent,
      invalid: 0,
    };
    for (const who of [keeper, teller]) await perform(contextAt(context, there.now, who), "meetings/count-votes", count);
  }
  await perform(there, "meetings/close-meeting", { id: meetingId, discussion: "逐人述职以后，无记名投票，当场公开计票。" });
  await perform(contextAt(context, at(`${year}-12-21`), keeper), "meetings/publish-result", { id: meetingId });
  await takeResult(contextAt(context, at(`${year}-12-21`), context.actor), meetingId);
}

type Part = { readonly number: string; readonly title: string; readonly wording: string; readonly matter: string | null };

type AuditOf = { readonly township: Official; readonly answerer: Official; readonly year: number };

/** Published in time; the committee answered one of two findings. */
async function auditWhoLeft(context: ActionContext, { township, answerer, year }: AuditOf): Promise<void> {
  const { tx, tenant } = context;
  await openAudits(contextAt(context, at(`${year}-12-22`), context.actor));
  const { rows } = await sql<{ id: string }>`
    select id from supervision.audit where tenant_id = ${tenant.id} and division_path = ${STONE_BRIDGE}::ltree limit 1`.execute(
    tx.db,
  );
  if (rows[0] === undefined) throw new Error("the demo has nobody to audit");
  await perform(contextAt(context, at(`${year}-12-27`), township), "supervision/publish-audit", {
    id: rows[0].id,
    orderedBy: "township",
    madeBy: "清河镇农村财务服务中心",
    from: "2024-01-01",
    to: `${year}-12-21`,
    finance: "抽查两年的收支凭证四百一十二张，收支与账面一致，三张差旅凭证缺少经办人签字。",
    debts: "村集体没有对外担保；应收承包款一万八千元，已逾期。",
    funds: "上级拨付的高标准农田管护资金专款专用；捐赠物资有台账，发放名单已公布。",
    works: "机井维修两项工程分别签订合同，没有公开询价记录。",
    assets: "机动地承包合同齐全；村部门面房租金按合同收取。",
    findings: ["应收承包款一万八千元逾期一年没有催收。", "机井维修没有公开询价，选定施工队的理由没有记录。"],
  });
  const { rows: findings } = await sql<{ id: string }>`
    select id from supervision.finding where tenant_id = ${tenant.id} and audit_id = ${rows[0].id} order by number limit 1`.execute(
    tx.db,
  );
  await perform(contextAt(context, at(`${year}-12-30`), answerer), "supervision/answer-finding", {
    id: findings[0]?.id,
    answer: "已书面催收，承包户分两次付清，本月十五日到账一万元，其余年内付清，到账情况在财务公开栏公布。",
  });
}

/** Somebody resigned at the end of a month: the audit is due, and its day has passed. */
async function leave(context: ActionContext, steward: Official, member: Member | undefined): Promise<void> {
  if (member === undefined) throw new Error("the demo has nobody who leaves");
  const day = legalDay(new Date(context.now.getTime() - 75 * DAY_MS));
  await perform(contextAt(context, at(day), steward), "organizations/end-post", { id: member.postId, lastDay: day });
  await withdrawName(context.tx, member.personId);
  await openAudits(contextAt(context, new Date(context.now.getTime() - 74 * DAY_MS), context.actor));
}
