import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { act, choose, send, signInByPhone } from "./harness/acts.ts";
import { findBarriers } from "./harness/axe.ts";
import { askDatabase } from "./harness/database.ts";
import { VILLAGE } from "./harness/meeting.ts";
import { clickThrough, wordsOf } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

/** What a village's people do between meetings, as the browser alone sends it, without a script. */

const HEAD = "19900000005";
const LEADER = "19900000006";

const town = useDemoTown();

const signIn = async (phone: string) => await signInByPhone(town.browser, town.server.url, phone);

const formOf = (page: Page, signature: string) => page.locator(`form:has(input[value^="${signature}"])`).first();

async function change(text: string, values: readonly unknown[] = []): Promise<void> {
  await askDatabase(town.server.dataDir, async (database) => {
    await database.query(text, [...values]);
  });
}

test("a village's members are read page by page", async () => {
  const head = await signIn(HEAD);
  await head.goto("/t/qinghe/rolls/members");
  expect(await head.locator("main tbody tr").count()).toBe(30);
  const first = await head.locator("main tbody tr").first().textContent();
  await clickThrough(head.getByRole("link", { name: "下一页" }));
  await head.waitForURL(/cursor=/);
  expect(await head.locator("main tbody tr").first().textContent()).not.toBe(first);
  await head.goto("/t/qinghe/rolls/members");
  await clickThrough(head.getByRole("link", { name: "登记已确认的成员" }));
  await head.waitForURL(/rolls\/members\/confirm/);
  expect(await head.locator("main tbody tr").count()).toBeGreaterThan(0);
  expect(await findBarriers(head)).toEqual([]);
});

test("those who are no members yet are entered from their page, by the decision that confirmed them", async () => {
  const head = await signIn(HEAD);
  await head.goto("/t/qinghe/rolls/members/confirm");
  const name = await head.locator("main tbody tr a").first().innerText();
  await head.goto(`/t/qinghe/rolls/members/confirm?q=${encodeURIComponent(name)}`);
  const found = await head.locator("main tbody tr").count();
  await act(head, "rolls/confirm-members", "登记成员", async (form) => {
    await form.locator('[name="personIds"]').first().check();
    await choose(form, "way", "founding");
    await form.locator('[name="from"]').fill("2026-01-01");
    await form.locator('[name="ground"]').fill("成员大会确认名册");
  });
  // The search stays in the address; whoever was entered is on the other list.
  expect(new URL(head.url()).searchParams.get("q")).toBe(name);
  expect(await head.locator("main tbody tr").count()).toBe(found - 1);
  await head.goto(`/t/qinghe/rolls/members?q=${encodeURIComponent(name)}`);
  expect(await wordsOf(head)).toContain("2026年1月1日");
});

test("the owner of a charge objects, its giver decides, and everybody reads both", async () => {
  const charge = await askDatabase(town.server.dataDir, async (database) => {
    const { rows } = await database.query<{ number: string; place: number }>(
      "select number, place from mandates.charge where state = 'open' and division_path = $1::ltree and due_on > current_date + 1 limit 1",
      [VILLAGE],
    );
    return rows[0];
  });
  const page = `/t/qinghe/mandates/${charge?.number ?? ""}/${charge?.place ?? 0}`;
  const head = await signIn(HEAD);
  await head.goto(page);
  await clickThrough(head.locator("summary", { hasText: "提出异议" }));
  const objection = formOf(head, "mandates/object-to-charge");
  await objection.locator('[name="ground"][value="no-power"]').check();
  await objection.locator('[name="why"]').fill("权责清单里村委会没有这项职权。");
  await send(head, objection);
  expect(await wordsOf(head)).toContain("有异议，待决定");
  const leader = await signIn(LEADER);
  await leader.goto(page);
  await clickThrough(leader.locator("summary", { hasText: "决定异议" }));
  const decision = formOf(leader, "mandates/decide-objection");
  await decision.locator('[name="verdict"][value="goes-on"]').check();
  await decision.locator('[name="opinion"]').fill("清单第三项包括这件事。");
  await send(leader, decision);
  const visitor = await town.browser.newPage({ baseUrl: town.server.url, javaScript: false });
  await visitor.goto(page);
  expect(await wordsOf(visitor)).toContain("权责清单里村委会没有这项职权。");
  expect(await wordsOf(visitor)).toContain("异议不成立，继续办理");
  expect(await findBarriers(visitor)).toEqual([]);
});

test("proposal and talks are one meeting only where one person holds both posts", async () => {
  // The newest joint meeting of the village, as if it had been called without a case.
  await change(
    `update meetings.item i set case_number = null from meetings.meeting m where m.id = i.meeting_id and m.kind = 'joint-committees-meeting'
       and m.division_path = $1::ltree and m.state = 'closed'`,
    [VILLAGE],
  );
  await change(
    "update meetings.meeting set meets_at = now() - interval '1 day' where kind = 'joint-committees-meeting' and state = 'closed'",
  );
  const post = "p.organization_id = o.id and p.leads and o.division_path = $1::ltree";
  await change(
    `update organizations.post p set duties = array(select distinct unnest(p.duties || array['resolutions.keep'])) from organizations.organization o
       where ${post} and o.kind = 'party-organization'`,
    [VILLAGE],
  );
  const secretary = await signIn("19900000016");
  await secretary.goto("/t/qinghe/resolutions/merged");
  expect(await wordsOf(secretary)).toContain("由 2 人分别担任");
  const refused = formOf(secretary, "resolutions/propose-merged");
  await refused.locator('[name="askedPersons"]').fill("12");
  await refused.locator('[name="asked"]').fill("走访十二户，都赞成。");
  await refused.locator('[name="item"]').first().check();
  await send(secretary, refused);
  expect(await wordsOf(secretary)).toContain("四议两公开");
  expect(new URL(secretary.url()).pathname).toBe("/t/qinghe/resolutions/merged");
  // From its beginning the head of the committee held the other post too.
  await change(
    `update organizations.post p set person_id = (select q.person_id from organizations.post q join organizations.organization c on c.id = q.organization_id
       where c.kind = 'village-committee' and c.division_path = $1::ltree and q.leads limit 1)
     from organizations.organization o where ${post} and o.kind = 'party-organization'`,
    [VILLAGE],
  );
  const head = await signIn(HEAD);
  await head.goto("/t/qinghe/resolutions/merged");
  expect(await findBarriers(head)).toEqual([]);
  const form = formOf(head, "resolutions/propose-merged");
  await form.locator('[name="askedPersons"]').fill("12");
  await form.locator('[name="asked"]').fill("走访十二户，都赞成。");
  await form.locator('[name="item"]').first().check();
  await send(head, form);
  await head.waitForURL(/resolutions\/\d{8}-/);
  expect(await wordsOf(head)).toContain("由同一人担任，提议和商议（四议两公开第一、二步）可以合并");
  expect(await wordsOf(head)).toContain("党员审议");
  expect(await findBarriers(head)).toEqual([]);
});

test("owners are entered by their premises, meet, and are counted by their number and by their area", async () => {
  const steward = await signIn("19900000007");
  const [quarter, person] = await askDatabase(town.server.dataDir, async (database) => {
    const { rows } = await database.query<{ id: string; group: string; area: string }>(
      `select p.id, g.id as "group", g.division_path::text as area from register.small_group g
       join register.person p on p.tenant_id = g.tenant_id and p.division_path <@ g.division_path and p.left_at is null
       where g.kind = 'neighbourhood' and not exists (select 1 from rolls.owner o where o.tenant_id = p.tenant_id and o.person_id = p.id) order by p.id limit 1`,
    );
    return [rows[0]?.group ?? "", rows[0]] as const;
  });
  await steward.goto(`/t/qinghe/register/persons/${person?.id ?? ""}`);
  await clickThrough(steward.getByRole("link", { name: "登记为业主" }));
  const entry = formOf(steward, "rolls/add-owner");
  await choose(entry, "groupId", quarter);
  await entry.locator('[name="premises"]').fill("2 幢 101");
  await entry.locator('[name="floorDm2"]').fill("89.52");
  await entry.locator('[name="from"]').fill("2024-05-01");
  await entry.locator('[name="ground"]').fill("不动产权证书");
  await send(steward, entry);
  await steward.waitForURL(/rolls\/owners\/[0-9a-f-]{36}/);
  expect(await wordsOf(steward)).toContain("业主 21 人，专有面积共");
  expect(await wordsOf(steward)).toContain("89.52 平方米");
  expect(await findBarriers(steward)).toEqual([]);

  await steward.goto(`/t/qinghe/meetings/new?area=${person?.area ?? ""}&kind=owners-assembly`);
  const call = formOf(steward, "meetings/convene-meeting");
  await choose(call, "groupId", quarter);
  for (const [name, words] of [
    ["title", "河滨家园业主大会"],
    ["meetsAt", "2099-01-01T15:00"],
    ["chair", "居委会主任"],
    ["items.0.title", "更换门禁"],
    ["items.0.wording", "同意更换小区门禁。"],
  ] as const)
    await call.locator(`[name="${name}"]`).fill(words);
  await send(steward, call);
  await steward.waitForURL(/meetings\/[0-9a-f-]{36}$/);
  const meeting = new URL(steward.url()).pathname;
  const id = meeting.split("/").at(-1);
  await change("update meetings.meeting set meets_at = now() where id = $1", [id]);
  await change(
    `update organizations.post set areas = areas || $1::ltree where duties @> '{meetings.count}' and not duties @> '{rolls.keep}' and $2::ltree = any(areas)`,
    [person?.area, VILLAGE],
  );

  await steward.goto(`${meeting}/attendance`);
  const list = formOf(steward, "meetings/sign-in-attendees");
  for (const box of await list.locator("input[name=personIds]").all()) await box.check();
  await send(steward, list);
  await steward.goto(`${meeting}/hall`);
  for (const words of ["21 / 21 名业主", "到会业主的专有面积", "须到 14"]) expect(await wordsOf(steward)).toContain(words);
  expect(await findBarriers(steward)).toEqual([]);
  await steward.goto(meeting);
  await act(steward, "meetings/open-meeting", "宣布开会");
  await act(steward, "meetings/put-to-vote", "提交表决");
  const all = await askDatabase(town.server.dataDir, async (database) => {
    const { rows } = await database.query<{ floor: string }>(
      "select here_floor_dm2 as floor from meetings.meeting where id = $1",
      [id],
    );
    return Number(rows[0]?.floor);
  });
  const supervisor = await signIn("19900000015");
  for (const teller of [steward, supervisor]) {
    await teller.goto(meeting);
    const count = formOf(teller, "meetings/count-votes");
    const given = {
      for: "20",
      against: "1",
      abstain: "0",
      floorFor: String((all - 8_952) / 100),
      floorAgainst: "89.52",
      floorAbstain: "0",
    };
    for (const [name, typed] of Object.entries(given)) await count.locator(`[name="${name}"]`).fill(typed);
    await send(teller, count);
  }
  const visitor = await town.browser.newPage({ baseUrl: town.server.url, javaScript: false });
  await visitor.goto(meeting);
  const words = await wordsOf(visitor);
  for (const said of ["通过", "反对 1 人（89.52 平方米）", "专有部分面积（平方米）", "第278条"]) expect(words).toContain(said);
  expect(await findBarriers(visitor)).toEqual([]);
});
