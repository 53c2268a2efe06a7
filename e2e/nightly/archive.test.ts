import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { findBarriers } from "../harness/axe.ts";
import { DESK, PHONE, clickThrough, press, unfold, visitAs, wordsOf } from "../harness/reader.ts";
import { askDatabase } from "../harness/database.ts";
import { useDemoTown } from "../harness/town.ts";

const CLI = fileURLToPath(new URL("../../apps/cli/main.ts", import.meta.url));
const ARCHIVE = "/t/qinghe/appeals/archive";
const PURGES = "/t/qinghe/accounts/purges";
/** With what the town has, enough for two whole steps of 500 and some more. */
const APPEALS = 2_400;
const STEP = 500;
const LONG = 600_000;

const town = useDemoTown();

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [CLI, "demo", "--appeals", String(APPEALS)], {
    env: { ...process.env, DATA_DIR: town.server.dataDir },
  });
  await ask(`update appeals.appeal set raised_at = raised_at - interval '3 years', closed_at = closed_at - interval '3 years'
    where tenant_id = (select id from platform.tenant where slug = 'qinghe') and state in ('closed', 'withdrawn')`);
  await ask(GATE);
}, LONG);

async function ask<Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  return await askDatabase(town.server.dataDir, async (client) => (await client.query<Row>(text, [...values])).rows);
}

/** Archiving takes a step when it is let: on a town of a million appeals one has an hour to look at it, here some hundredths of a second. */
const GATE = `
  create table public.gate (steps int);
  insert into public.gate values (0);
  create function public.wait_for_gate() returns trigger language plpgsql security definer as $$
  begin
    loop
      update public.gate set steps = steps - 1 where steps > 0;
      exit when found;
      perform pg_sleep(0.05);
    end loop;
    return new;
  end $$;
  create trigger wait before update on platform.job for each row
    when (new.name = 'appeals/archive' and new.tries > old.tries) execute function public.wait_for_gate()`;
const letThrough = async (steps: number) => await ask("update public.gate set steps = $1", [steps]);

/** Looks again by hand, as one does without a script, until the page says so. */
async function lookUntil(page: Page, words: string | RegExp): Promise<string> {
  const look = async () => {
    const again = page.getByRole("link", { name: "看最新进度" }).or(page.getByRole("link", { name: "再看一次进度" }));
    if ((await again.count()) > 0) await clickThrough(again.first());
    else await page.reload();
    return await wordsOf(page);
  };
  await expect.poll(look, { timeout: 120_000, interval: 300 }).toMatch(words);
  return await wordsOf(page);
}

/** What stands beside a name in the list of facts. */
async function factOf(page: Page, name: string): Promise<string> {
  return await page.locator("dt", { hasText: name }).first().locator("xpath=following-sibling::dd[1]").innerText();
}

describe("archiving what was closed long ago, without JavaScript on a phone", () => {
  let page: Page;
  beforeAll(async () => {
    page = await visitAs(town.browser, town.server.url, "clerk", ARCHIVE, PHONE);
  });

  test("is begun, watched, stopped where it is, and let go on to its end", async () => {
    expect(await wordsOf(page)).toContain("还没有归档过");
    await press(page, "开始归档");
    expect(await wordsOf(page)).toContain("正在归档");
    await letThrough(1);
    await lookUntil(page, /已看过（件）\s*500/);
    expect(await page.locator(".meter").count()).toBeGreaterThan(0);
    expect(await findBarriers(page)).toEqual([]);

    await press(page, "停下");
    expect(await wordsOf(page)).toContain("已停下");
    expect(await factOf(page, "已看过")).toBe(String(STEP));
    const archived = await factOf(page, "已归档");
    // The step that was waited for finds that it was stopped, and leaves everything as it is.
    await letThrough(10);
    const open = async () => await ask("select 1 from platform.job where name = 'appeals/archive' and due_at is not null");
    await expect.poll(async () => (await open()).length, { timeout: 60_000 }).toBe(0);
    await page.reload();
    expect([await factOf(page, "已看过"), await factOf(page, "已归档")]).toEqual([String(STEP), archived]);
    expect(await findBarriers(page)).toEqual([]);

    await letThrough(1_000);
    await press(page, "继续归档");
    const words = await lookUntil(page, "已做完");
    expect(words).not.toContain("正在归档");
    expect(await factOf(page, "校验值")).toMatch(/^[0-9a-f]{64}$/);
    expect(await findBarriers(page)).toEqual([]);
  });

  test("leaves a register that is found, and whose check sum the record holds", async () => {
    const archived = Number((await factOf(page, "已归档")).replaceAll(",", ""));
    await unfold(page, "归档目录");
    const csv = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
    const lines = (await (await page.request.get(csv ?? "")).text()).trim().split(/\r?\n/);
    expect(lines).toHaveLength(archived + 1);
    await lookUntil(page, "已存证，可核验");
    const digest = await factOf(page, "校验值");
    await clickThrough(page.locator("a.seal"));
    expect(new URL(page.url()).pathname).toMatch(/\/record\/\d+$/);
    expect(await wordsOf(page)).toContain(digest);
    await page.goto(ARCHIVE);
  });

  test("leaves an archived appeal where it was, marked, found by its words, and proved as before", async () => {
    const [released] = await ask<{ number: string; title: string }>(
      `select a.number, r.title from appeals.appeal a join appeals.release r on r.tenant_id = a.tenant_id and r.appeal_id = a.id
       join record.entry e on e.tenant_id = a.tenant_id and e.subject = a.number and e.kind = 'appeals.outcome'
       where a.archived_in is not null and r.title <> '' order by a.number limit 1`,
    );
    const { number = "" } = released ?? {};
    await clickThrough(page.getByRole("link", { name: "看已归档的诉求" }));
    expect(await wordsOf(page)).toContain("已归档");
    await page.goto(`/t/qinghe/appeals/desk?archived=yes&q=${number}`);
    const found = page.getByRole("link", { name: new RegExp(number) }).or(page.locator(`a[href*="${number}"]`));
    await clickThrough(found.first());
    expect(await wordsOf(page)).toContain("已归档");
    const reader = await visitAs(town.browser, town.server.url, "visitor", `/t/qinghe/appeals/${number}`, DESK);
    await clickThrough(reader.locator("a.seal").first());
    const steps = reader.locator("[data-step]");
    await steps.first().waitFor();
    const states = await steps.evaluateAll((all) => all.map((one) => one.getAttribute("data-state")));
    expect(states).toEqual(["holds", "holds", "holds", "holds"]);
  });
});

test("the night's purge is watched, stopped and let go on where it was, without JavaScript on a phone", async () => {
  const page = await visitAs(town.browser, town.server.url, "security", PURGES, PHONE);
  // As it stands in the middle of a night: some tables through, and the next step an hour away.
  const [job] = await ask<{ id: string }>(
    `insert into platform.job (tenant_id, id, name, key, payload, state, cursor, result, done, created_at, due_at)
     select id, 'ffffffff-ffff-7fff-bfff-ffffffffffff', 'platform/purge-personal', 'tonight', '{}', 'running', '{"at": 3, "looked": 1200}',
       '{"at": 3, "of": 40, "looked": 1200}', 7, now(), now() + interval '1 hour' from platform.tenant where slug = 'qinghe' returning id`,
  );
  await page.reload();
  const card = page.locator("section", { hasText: "超过期限的个人信息" }).last();
  expect(await card.innerText()).toMatch(/正在清除[\s\S]*3 \/ 40[\s\S]*1,200/);
  expect(await findBarriers(page)).toEqual([]);
  await clickThrough(card.getByRole("button", { name: "停下" }));
  expect(await card.innerText()).toContain("已停下");
  expect(await findBarriers(page)).toEqual([]);
  await clickThrough(card.getByRole("button", { name: "继续清除" }));
  const ended = async () =>
    (
      await ask<{ state: string; at: number }>("select state, (result ->> 'at')::int as at from platform.job where id = $1", [
        job?.id,
      ])
    )[0];
  await expect.poll(async () => (await ended())?.state, { timeout: 120_000, interval: 300 }).toBe("done");
  // It went on where it was: what it had looked at was not looked at again.
  expect((await ended())?.at).toBeGreaterThan(3);
  await page.reload();
  expect(await card.innerText()).toMatch(/已做完/);
});

/** For whoever has no right to them the pages are not there. */
test.each([
  ["works", ARCHIVE],
  ["resident", PURGES],
] as const)("%s is not shown %s", async (who, path) => {
  const page = await visitAs(town.browser, town.server.url, who, path, PHONE);
  expect(await wordsOf(page)).not.toMatch(/开始归档|停下/);
});
