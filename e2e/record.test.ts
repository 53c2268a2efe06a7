import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import pg from "pg";
import type { Page } from "playwright-core";
import { findRunningPostgres } from "#platform/postgres/running.ts";
import { findBarriers } from "./harness/axe.ts";
import { signInAs } from "./harness/demo.ts";
import { clickThrough } from "./harness/reader.ts";
import { useDemoTown } from "./harness/town.ts";

const town = useDemoTown();

beforeAll(async () => {
  await untilSigned();
});

/** What is official is in the signed log within a minute. */
async function untilSigned(): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if ((await fetch(`${town.server.url}/t/qinghe/log/checkpoint`)).ok) return;
    await sleep(250);
  }
  throw new Error(`nothing was signed within a minute:\n${town.server.output}`);
}

/** As superuser, past the house. */
async function asInsider(statement: string): Promise<void> {
  const running = await findRunningPostgres(town.server.dataDir);
  if (running === undefined) throw new Error("the server's database does not run");
  const client = new pg.Client(running.connection);
  await client.connect();
  await client.query(statement);
  await client.end();
  running.close();
}

async function openFirst(page: Page, kind: string): Promise<void> {
  await page.goto(`/t/qinghe/record?kind=${kind}`);
  await clickThrough(page.locator("table a").first());
  await page.locator("[data-step]").first().waitFor();
}

const states = async (page: Page) =>
  Object.fromEntries(
    await page
      .locator("[data-step]")
      .evaluateAll((all) => all.map((one) => [one.getAttribute("data-step"), one.getAttribute("data-state")])),
  ) as Record<string, string>;

test("a reader finds an entry, and their own browser checks it", async () => {
  const page = await town.browser.newPage({ baseUrl: town.server.url, width: 390 });
  for (const kind of ["rules.version", "cases.procedure", "appeals.outcome"]) {
    await openFirst(page, kind);
    expect(await states(page), kind).toEqual({ content: "holds", included: "holds", signed: "holds", now: "holds" });
    expect(await page.locator("main").textContent()).toContain("核对无误");
    expect(await findBarriers(page)).toEqual([]);
  }
});

test("the seal on a rule and on a released appeal opens its proof", async () => {
  const page = await town.browser.newPage({ baseUrl: town.server.url, width: 390 });
  for (const kind of ["rules.version", "appeals.outcome"]) {
    await openFirst(page, kind);
    const address = page.url();
    await clickThrough(page.getByRole("link", { name: "查看现在公开的页面" }));
    await clickThrough(page.locator("a.seal").first());
    await page.locator("[data-step]").first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/record\/\d+$/);
    if (kind === "appeals.outcome") expect(page.url()).toBe(address);
  }
});

test("printed, the seal carries a code that leads to the proof", async () => {
  const page = await town.browser.newPage({ baseUrl: town.server.url });
  await openFirst(page, "rules.version");
  await clickThrough(page.getByRole("link", { name: "查看现在公开的页面" }));
  const seal = page.locator("a.seal").first();
  await seal.waitFor();
  const code = seal.locator("img.qr");
  expect(await code.isVisible()).toBe(false);
  await page.emulateMedia({ media: "print" });
  expect(await code.isVisible()).toBe(true);
  const drawn = await page.request.get((await code.getAttribute("src")) ?? "");
  expect([drawn.status(), drawn.headers()["content-type"]]).toEqual([200, expect.stringContaining("image/svg+xml")]);
  const href = (await seal.getAttribute("href")) ?? "";
  expect(await code.getAttribute("src")).toBe(`/qr.svg?path=${encodeURIComponent(href)}`);
});

test("one person asks for a field to be erased, another agrees, and the rest stays proved", async () => {
  const pages = {
    steward: await town.browser.newPage({ baseUrl: town.server.url }),
    leader: await town.browser.newPage({ baseUrl: town.server.url }),
  };
  for (const who of ["steward", "leader"] as const) await signInAs(pages[who], who);
  const { steward, leader } = pages;
  await openFirst(steward, "appeals.outcome");
  const entry = steward.url();
  await clickThrough(steward.getByRole("link", { name: "抹去其中一项" }));
  await steward.getByLabel("答复", { exact: true }).check();
  await steward.getByLabel("写有不应公开的个人信息").check();
  expect(await findBarriers(steward)).toEqual([]);
  await clickThrough(steward.getByRole("button", { name: "提出申请" }));
  await steward.getByText("由另一人决定").first().waitFor();
  await leader.goto("/t/qinghe/record/erasures");
  expect(await findBarriers(leader)).toEqual([]);
  await clickThrough(leader.getByRole("button", { name: "同意抹去" }));
  await leader.getByText("已抹去").waitFor();
  await steward.goto(entry);
  await steward.locator("[data-step]").first().waitFor();
  expect(await states(steward)).toEqual({ content: "holds", included: "holds", signed: "holds", now: "holds" });
  expect(await steward.locator("main").textContent()).toContain("已依法抹去");
  for (const page of Object.values(pages)) await page.context().close();
});

test("without script the proof and the way to check it are on the page", async () => {
  const page = await town.browser.newPage({ baseUrl: town.server.url, javaScript: false });
  await page.goto("/t/qinghe/record?kind=rules.version");
  await clickThrough(page.locator("table a").first());
  const text = (await page.locator("main").textContent()) ?? "";
  expect(text).toContain("gongzhi verify");
  expect(text).toContain('"leaf":"public"');
  expect(text).toContain("/t/qinghe/log");
  expect(await page.locator("img.qr").count()).toBe(1);
  expect(await findBarriers(page)).toEqual([]);
});

test("an entry, or the thing itself, changed past the house is said to be so by the reader's browser", async () => {
  const page = await town.browser.newPage({ baseUrl: town.server.url });
  await openFirst(page, "rules.version");
  const address = page.url();
  await asInsider("update rules.version set text = text || '另行规定。'");
  await page.goto(address);
  await page.locator("[data-step]").first().waitFor();
  expect(await states(page)).toMatchObject({ content: "holds", now: "fails" });
  expect(await page.locator("main").textContent()).toContain("核对不符");
  await asInsider(
    "update record.entry set content = replace(content, '\"title\":\"', '\"title\":\"新') where kind = 'rules.version'",
  );
  await page.goto(address);
  await page.locator("[data-step]").first().waitFor();
  expect(await states(page)).toMatchObject({ content: "fails", included: "holds", signed: "holds" });
});
