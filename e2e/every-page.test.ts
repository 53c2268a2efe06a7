import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { HOUSE_PAGES, pageFolders, readPageList } from "#apps/web/gather-pages.ts";
import { findBarriers } from "./harness/axe.ts";
import type { PageOptions } from "./harness/browser.ts";
import { DEMO_PEOPLE, signInAs, type DemoPerson } from "./harness/demo.ts";
import { useDemoTown } from "./harness/town.ts";

/**
 * Every page of the house as the people of the demo town find it: each person follows links from the front page, and each page's
 * first finder has it looked at. A page nobody finds fails: it has no way to it, or the demo town has nothing to show on it.
 */

/** Pages no link of a running town leads to: the set-up has a journey of its own, a post is given from a newcomer's notice. */
const NOT_LINKED = new Set([
  "setup",
  "setup/name",
  "setup/administrator",
  "t/:tenant/organizations/give-post",
  // Shown for a job, an import, a request under way or an archiving that ended, of which the town has none.
  "t/:tenant/accounts/jobs/:id",
  "t/:tenant/appeals/archive-file",
  "t/:tenant/appeals/requests/:id",
  // While those in a hall vote by phone.
  "t/:tenant/meetings/ballots/:id",
  "t/:tenant/register/exports/file",
  "t/:tenant/register/imports/:id",
  "t/:tenant/register/imports/:id/rejects",
  // From a sealed entry of the record; the walk follows three entries, and the newest are public. `record.test.ts` goes there.
  "t/:tenant/record/:index/erase",
]);
/** Pages a form leads to. */
const BEHIND_FORMS = ["accounts/sign-in", "accounts/code", "accounts/second-factor"];
/** The front page, and what a search leads to: a village's charter, the rule with two versions. */
const BEGINNINGS = ["/t/qinghe", "/t/qinghe/rules?level=village"];
/** Addresses of one page a person follows: some show more than others. */
const MOST_OF_A_PAGE = 3;
const MOST_SCRIPT_BYTES = 150_000;
/** A hundred pages at a second each, and a machine that may be busy. */
const LONG_MS = 600_000;

type Look = Omit<PageOptions, "baseUrl"> & { readonly name: string };
const LOOKS: readonly Look[] = [
  { name: "a desk", width: 1280 },
  { name: "the smallest phone, large print, in the dark", width: 320, largePrint: true, colorScheme: "dark" },
];
const MORE_LOOKS: readonly Look[] = [
  { name: "a phone", width: 390 },
  { name: "a desk at 200 %, in the dark", width: 640, colorScheme: "dark" },
  { name: "the smallest phone in English", width: 320, locale: "en" },
];
const NIGHTLY = process.env["GONGZHI_NIGHTLY"] === "1";
/** By day every page has one of the looks, in turn; by night each has all of them. */
const looks = (NIGHTLY ? [...LOOKS, ...MORE_LOOKS] : LOOKS).map((look, turn) => ({ ...look, turn }));

const town = useDemoTown();
/** By route: who found it first, and where. */
const found = new Map<string, { readonly who: DemoPerson | "visitor"; readonly path: string }>();
/** Routes that answer with a file. */
const files = new Set<string>();
const patterns: { readonly route: string; readonly pattern: RegExp }[] = [];

beforeAll(async () => {
  const lists = pageFolders().map(async ({ routesFile }) =>
    routesFile === undefined ? [] : (await readPageList(routesFile)).pages,
  );
  for (const { path } of [...HOUSE_PAGES, ...(await Promise.all(lists)).flat()]) {
    const route = path.replace(/^\/+/, "");
    patterns.push({ route, pattern: new RegExp(`^/${route.replaceAll(/:[a-z]+/gi, "[^/]+")}$`) });
  }
  // The most exact first: `appeals/new` before `appeals/:number`.
  patterns.sort(
    (one, other) => one.route.split(":").length - other.route.split(":").length || (one.route < other.route ? -1 : 1),
  );
});

const routeOf = (path: string) => patterns.find(({ pattern }) => pattern.test(path))?.route;

/** Follows what is linked, breadth first; gives each answer that was no page. */
async function wander(page: Page, who: DemoPerson | "visitor"): Promise<readonly string[]> {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const queue = [...BEGINNINGS];
  const known = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await page.request.get(path);
    const type = answer.headers()["content-type"] ?? "";
    if (answer.status() >= 400) wrong.push(`${who} ${path}: ${answer.status()}`);
    if (!isKeptByNobody(who, answer.headers())) wrong.push(`${who} ${path}: kept as ${answer.headers()["cache-control"]}`);
    const route = routeOf(new URL(answer.url()).pathname);
    if (route !== undefined && !type.startsWith("text/html")) files.add(route);
    if (!type.startsWith("text/html")) continue;
    if (route !== undefined && !found.has(route)) found.set(route, { who, path });
    const links = [...(await answer.text()).matchAll(/<a [^>]*?href="([^"#]+)/g)]
      .map(([, href = ""]) => new URL(href.replaceAll("&amp;", "&"), answer.url()))
      .filter(({ origin, pathname }) => origin === new URL(town.server.url).origin && pathname.startsWith("/t/qinghe"));
    for (const [kind, alike] of Map.groupBy(links, kindOf)) {
      if (kind === undefined) continue;
      for (const to of fromBothEnds(alike)) {
        const next = to.pathname + to.search;
        if (known.has(next) || (seen.get(kind) ?? 0) >= (to.search === "" ? MOST_OF_A_PAGE : 1)) continue;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        known.add(next);
        queue.push(next);
      }
    }
  }
  return wrong;
}

/** What may be erased at any moment lies in no cache on the way, and a page of somebody's own in none at all. */
function isKeptByNobody(who: DemoPerson | "visitor", headers: Readonly<Record<string, string>>): boolean {
  const [type = "", keeping] = [headers["content-type"], headers["cache-control"]];
  if (type.startsWith("application/schema+json")) return true;
  return keeping === "no-store" || (keeping === "private, no-cache" && (who === "visitor" || !type.startsWith("text/html")));
}

/** The page an address leads to, and what it is asked; undefined: no page. */
function kindOf({ pathname, searchParams }: URL): string | undefined {
  const route = routeOf(pathname);
  return route === undefined ? undefined : `${route} ${[...searchParams.keys()].sort().join(" ")}`;
}

/** Of a list the first and the last are the most unlike: the newest and the oldest, the town's and the furthest village's. */
function fromBothEnds<Item>(items: readonly Item[]): readonly Item[] {
  const half = Math.ceil(items.length / 2);
  const back = items.slice(half).reverse();
  return items.slice(0, half).flatMap((item, index) => [item, ...back.slice(index, index + 1)]);
}

const WANDERERS = ["visitor", ...(Object.keys(DEMO_PEOPLE) as DemoPerson[])] as const;

test.each(WANDERERS)(
  "every link the %s finds leads to a page",
  async (who) => {
    const page = await town.browser.newPage({ baseUrl: town.server.url });
    if (who !== "visitor") await signInAs(page, who);
    expect(await wander(page, who)).toEqual([]);
    await page.context().close();
  },
  LONG_MS,
);

test("every page of the house is found by somebody of the demo town", () => {
  found.set("", { who: "visitor", path: "/" });
  for (const behind of BEHIND_FORMS) found.set(`t/:tenant/${behind}`, { who: "visitor", path: `/t/qinghe/${behind}` });
  const lost = patterns
    .map(({ route }) => route)
    .filter((route) => !found.has(route) && !files.has(route) && !NOT_LINKED.has(route));
  expect(lost).toEqual([]);
});

/** Runs inside the page: bytes of script it asked for, as they came over the line. */
function scriptBytes(): number {
  return performance
    .getEntriesByType("resource")
    .filter((one): one is PerformanceResourceTiming => "initiatorType" in one && /\.js(\?|$)/.test(one.name))
    .reduce((sum, one) => sum + one.encodedBodySize, 0);
}

/** Runs inside the page: stores and service workers by which a browser would keep copies of pages past their headers. */
async function copiesKept(): Promise<readonly string[]> {
  const workers = await navigator.serviceWorker.getRegistrations();
  return [...(await caches.keys()), ...workers.map(({ scope }) => scope)];
}

// At once: each is a second a page, most of it the browser's.
describe.concurrent.each(looks)("on $name", ({ turn, ...look }) => {
  test(
    "no page has a barrier, is wider than the screen, or complains",
    async () => {
      expect(found.size).toBeGreaterThan(20);
      const looked = [...found.values()].filter((_, place) => NIGHTLY || place % looks.length === turn);
      const wrong: string[] = [];
      for (const who of WANDERERS) {
        if (!looked.some((one) => one.who === who)) continue;
        const page = await town.browser.newPage({ baseUrl: town.server.url, ...look });
        if (who !== "visitor") await signInAs(page, who);
        let at = "";
        page.on("pageerror", (error) => wrong.push(`${at} ${error.message}`));
        page.on("console", (said) => said.type() === "error" && wrong.push(`${at} ${said.text()}`));
        for (const one of looked) {
          if (one.who !== who) continue;
          at = `${who} ${one.path}`;
          await page.goto(one.path);
          for (const { rule, places } of await findBarriers(page)) wrong.push(`${at} ${rule}: ${places.join(" | ")}`);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          if (width > (look.width ?? 1280)) wrong.push(`${at} is ${width} px wide`);
          const bytes = await page.evaluate(scriptBytes);
          if ((who === "visitor" || who === "resident") && bytes > MOST_SCRIPT_BYTES)
            wrong.push(`${at} sends ${bytes} B of script`);
        }
        if (at !== "") for (const copy of await page.evaluate(copiesKept)) wrong.push(`${at} leaves ${copy}`);
        await page.context().close();
      }
      expect(wrong).toEqual([]);
    },
    LONG_MS,
  );
});
