import { cpus } from "node:os";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { DEMO_RESIDENTS, DEMO_SIGN_INS } from "#apps/demo/seed-people.ts";
import { fillHouse } from "./intake/fill-house.ts";
import { compareTurns, measureAnswers, warmUp, whileRests, type Measured } from "./intake/measure-answers.ts";
import { startServer, type BenchServer } from "./intake/start-server.ts";

/** Of its time at ten thousand appeals. */
const GOAL = 1.5;
const SMALL = 10_000;
/** How many the large one holds: `GONGZHI_BENCH_APPEALS`, a million where it is not said. */
const LARGE = Number(process.env["GONGZHI_BENCH_APPEALS"] ?? 1_000_000);
const SECONDS = Number(process.env["GONGZHI_BENCH_SECONDS"] ?? 6);
const WARM_UP_ANSWERS = 3;
/** Of which the middle one counts: `GONGZHI_BENCH_ROUNDS`. */
const TURNS = Number(process.env["GONGZHI_BENCH_ROUNDS"] ?? 5);
/** Only the questions whose name holds it. */
const ONLY = process.env["GONGZHI_BENCH_ONLY"] ?? "";
/** Where the two houses are kept from one run to the next, so that a million is made once: `GONGZHI_BENCH_KEEP`. */
const KEEP = process.env["GONGZHI_BENCH_KEEP"];
/** Ranked at most: what a search for so many costs is asked of both. */
const RANKED = 10_000;
/** Words of the made-up appeals, from those in every third to those in one of a hundred. */
const WORDS = [
  "门牌",
  "旁边",
  "附近",
  "卫生院",
  "小学",
  "幼儿园",
  "敬老院",
  "邮局",
  "粮站",
  "水塔",
  "祠堂",
  "砖厂",
  "果园",
  "茶园",
  "水库",
  "码头",
  "气象站",
  "消防站",
  "林场",
  // Two at once: some hundred of a million.
  "茶园 井盖",
  "林场 路灯",
  "水库 垃圾桶",
  "码头 分类",
];
/** How many a search finds that somebody reads on to its end. */
const SOME = { least: 50, most: 1_500 };
/** Of some two thousand that are released of ten thousand, nearly all. */
const RELEASED = { least: 1_200, most: 2_500 };
/** Pages of the best finds are kept for a moment (`remembered.ts`), so many: what lies behind them is ranked anew for each who asks. */
const KEPT_PAGES = 10;

/**
 * What the pages of appeals ask of the house, at ten thousand and at a million appeals, turn by turn in one run: 64 connections over HTTP, as a
 * clerk, a resident and a visitor, under row-level security. Two servers, each with a database of its own; the one that is not asked is stopped meanwhile.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const small = await startServer(placeOf("small"));
  try {
    emit({ name: "pages: made, appeals/s", appeals: SMALL, ours: await fillHouse(small, SMALL) });
    const large = await startServer(placeOf("large"));
    try {
      emit({ name: "pages: made, appeals/s", appeals: LARGE, ours: await fillHouse(large, LARGE), cpus: cpus().length });
      const sizes = await askedOfBoth(small, large);
      for (const [place, question] of sizes[0].entries()) {
        const twin = sizes[1][place];
        if (twin === undefined) throw new Error("the two are not asked the same");
        if (!question.name.includes(ONLY)) continue;
        const turns: { readonly small: Measured; readonly large: Measured }[] = [];
        for (let turn = 0; turn < TURNS; turn += 1)
          turns.push({
            small: await whileRests(large, async () => await measure(small, question)),
            large: await whileRests(small, async () => await measure(large, twin)),
          });
        const found = { small: question.hits, large: twin.hits };
        emit({ name: `pages: ${question.name}`, ...compareTurns(turns), found, goal: GOAL });
      }
    } finally {
      await large.stop();
    }
  } finally {
    await small.stop();
  }
}

function placeOf(size: string): string | undefined {
  return KEEP === undefined ? undefined : join(KEEP, size);
}

type Question = {
  readonly name: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly hits: string | undefined;
};

type Search = { readonly q: string; readonly count: number; readonly capped: boolean };
type Searches = { readonly ranked: Search; readonly some: Search; readonly many: Search; readonly released: Search };

/** The same of both. A search is chosen by how much it finds. */
async function askedOfBoth(small: BenchServer, large: BenchServer): Promise<readonly [readonly Question[], readonly Question[]]> {
  const [clerk, other] = [await signIn(small, "clerk"), await signIn(large, "clerk")];
  const [here, beyond] = [await searchEach(small, clerk), await searchEach(large, other)];
  const ranked = nearest(here, beyond, { least: RANKED / 2, most: RANKED });
  const some = nearest(here, beyond, SOME);
  const released = nearest(await searchEach(small, undefined), await searchEach(large, undefined), RELEASED);
  return [
    await asked(small, clerk, { ranked: ranked.one, some: some.one, many: mostFound(here), released: released.one }),
    await asked(large, other, { ranked: ranked.twin, some: some.twin, many: mostFound(beyond), released: released.twin }),
  ];
}

/** Of two searches that find so many, the two that find as nearly as many as any. */
function nearest(here: readonly Search[], beyond: readonly Search[], { least, most }: typeof SOME) {
  const fits = ({ count: found, capped }: Search) => !capped && found >= least && found <= most;
  const pairs = here.filter(fits).flatMap((one) => beyond.filter(fits).map((twin) => ({ one, twin })));
  const apart = ({ one, twin }: (typeof pairs)[number]) => Math.abs(one.count - twin.count) / Math.max(one.count, twin.count);
  const [pair] = pairs.toSorted((a, b) => apart(a) - apart(b));
  if (pair === undefined) throw new Error(`no two words are found ${least} to ${most} times`);
  return pair;
}

/** One after the other: they are read from the disk for the first time. */
async function searchEach(server: BenchServer, clerk: string | undefined): Promise<readonly Search[]> {
  const list = clerk === undefined ? "list-public-appeals" : "list-appeals";
  const searches: Search[] = [];
  for (const q of WORDS) searches.push({ q, ...(await count(server, `appeals/${list}?q=${encodeURIComponent(q)}`, clerk)) });
  return searches;
}

function mostFound(searches: readonly Search[]): Search {
  const [most] = searches.toSorted((one, other) => Number(other.capped) - Number(one.capped) || other.count - one.count);
  if (most === undefined) throw new Error("no word is searched for");
  return most;
}

/** Everything that is asked of one of the two. */
async function asked(server: BenchServer, clerk: string, searches: Searches): Promise<readonly Question[]> {
  const resident = await signIn(server, "resident");
  const list = await get(server, "appeals/list-appeals", clerk);
  const { next, appeals } = list as { readonly next: string; readonly appeals: readonly { readonly number: string }[] };
  const number = appeals.at(-1)?.number ?? "";
  const search = (name: string, { q, count: found, capped }: Search, more = "", from?: string): Question => ({
    name,
    path: `appeals/${from === undefined ? "list-public-appeals" : "list-appeals"}?q=${encodeURIComponent(q)}${more}`,
    token: from,
    hits: `${q} ${found}${capped ? "+" : ""}`,
  });
  const beyond = await pageBeyond(server, searches.ranked.q, clerk);
  const plain = (name: string, path: string, token: string | undefined): Question => ({ name, path, token, hits: undefined });
  return [
    plain("desk list", "appeals/list-appeals", clerk),
    plain("desk list, second page", `appeals/list-appeals?after=${encodeURIComponent(next)}`, clerk),
    plain("desk list, one state", "appeals/list-appeals?state=waiting", clerk),
    plain("public list", "appeals/list-public-appeals", undefined),
    plain("my list", "appeals/list-my-appeals", resident),
    plain("case", `appeals/read-appeal?number=${number}`, clerk),
    plain("case, its course", `cases/read-course?number=${number}`, clerk),
    plain("rates", "appeals/read-rates", undefined),
    plain("desk list, one village", `appeals/list-appeals?area=${VILLAGE}`, clerk),
    plain("desk list, a matter nobody raised", "appeals/list-appeals?matter=nobody-raised-it", clerk),
    search(`search, at most ${RANKED} finds, ranked`, searches.ranked, "", clerk),
    search(`search, at most ${RANKED} finds, ranked anew`, searches.ranked, `&after=${encodeURIComponent(beyond)}`, clerk),
    search("search, some hundred finds, ranked", searches.some, "", clerk),
    search("search, many finds", searches.many, "", clerk),
    search("search of what is public, ranked", searches.released),
    plain("search, by number", `appeals/list-appeals?q=${number}`, clerk),
  ];
}

/** Where a page begins that is read after all that are kept. */
async function pageBeyond(server: BenchServer, q: string, clerk: string): Promise<string> {
  let after = "";
  for (let page = 0; page < KEPT_PAGES; page += 1) {
    const path = `appeals/list-appeals?q=${encodeURIComponent(q)}&after=${encodeURIComponent(after)}`;
    ({ next: after } = (await get(server, path, clerk)) as { readonly next: string });
  }
  return after;
}

async function count(
  server: BenchServer,
  path: string,
  token: string | undefined,
): Promise<{ readonly count: number; readonly capped: boolean }> {
  const found = (await get(server, path, token)) as { readonly count: number; readonly countIsCapped: boolean };
  return { count: found.count, capped: found.countIsCapped };
}

async function measure(server: BenchServer, question: Question): Promise<Measured> {
  const request = () => Buffer.from(`${headOf(server, question)}\r\n\r\n`);
  await warmUp(server, request, WARM_UP_ANSWERS);
  return await measureAnswers(server, question.name, request, SECONDS);
}

function headOf(server: BenchServer, { path, token }: Question): string {
  // Limits count by address: each request tells one of its own, as a village's phones would.
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  const lines = [`GET ${API}/${path} HTTP/1.1`, `host: 127.0.0.1:${server.port}`, `x-forwarded-for: ${address}`];
  return [...lines, ...(token === undefined ? [] : [`authorization: Bearer ${token}`])].join("\r\n");
}

const API = "/api/v1/t/qinghe";
/** One of six of the demo's town. */
const VILLAGE = "cn.99.9901.990101.990101101.990101101201";

async function get(server: BenchServer, path: string, token: string | undefined): Promise<unknown> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${server.port}${API}/${path}`, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
}

async function signIn(server: BenchServer, key: string): Promise<string> {
  const phone = [...DEMO_SIGN_INS, ...DEMO_RESIDENTS].find((one) => one.key === key)?.phone;
  const answer = await fetch(`http://127.0.0.1:${server.port}${API}/accounts/demo-sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ phone }),
  });
  const { token } = (await answer.json()) as { readonly token?: string };
  if (token === undefined) throw new Error(`nobody signs in as ${key}`);
  return token;
}
